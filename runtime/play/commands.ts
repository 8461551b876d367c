import type { SignalName } from '../sandbox/index.ts';
import type { Life } from './instances.ts';

/** What can be done to an instance, as its buttons name it. */
export type Command = 'pause' | 'resume' | 'stop' | 'kill' | 'restart';

/** The signal by which each is done; a restart is more than one. */
export const SIGNAL_OF: Readonly<Record<Exclude<Command, 'restart'>, SignalName>> = {
  pause: 'SIGSTOP',
  resume: 'SIGCONT',
  stop: 'SIGTERM',
  kill: 'SIGKILL',
};

const POSSIBLE: Readonly<Record<Life['state'], readonly Command[]>> = {
  // Nobody has a hold on it yet; Stop gives the whole start up.
  starting: [],
  running: ['pause', 'stop', 'kill', 'restart'],
  paused: ['resume', 'stop', 'kill', 'restart'],
  stopping: ['kill', 'restart'],
  dead: ['restart'],
};

/** What can be done to an instance that is in this state. */
export function commandsFor({ state }: Life): readonly Command[] {
  return POSSIBLE[state];
}
