import { captured } from './async-hooks/context.ts';
import { host } from './current.ts';
import { enter, openHandle } from './loop.ts';

/**
 * Runs a callback in a turn of its own after this one, and keeps the process alive until then: what
 * work on files and other threads looks like from JavaScript.
 */
export function later(run: () => void): void {
  whenDone((done) => host.timers.soon(done), run);
}

/** The same in the turn in which what the host is asked to `begin` is done. */
export function whenDone(begin: (done: () => void) => void, run: () => void): void {
  const release = openHandle();
  const callback = captured(run);
  begin(() => {
    release();
    enter(callback);
  });
}
