import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SECOND_PORT_LIMIT_MS, StartWatch } from './start-watch.ts';

const NEVER = new AbortController().signal;
const listening = (port: number) => ({ type: 'listening', port }) as const;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('listening on the port that it was told is success', async () => {
  const watch = new StartWatch(8080, 1000, NEVER);
  watch.report(listening(8080));
  expect(await watch.outcome).toEqual({ kind: 'listening' });
  expect(vi.getTimerCount()).toBe(0);
});

test('listening elsewhere first is no failure when the right port follows', async () => {
  const watch = new StartWatch(8080, 1000, NEVER);
  watch.report(listening(9090));
  vi.advanceTimersByTime(SECOND_PORT_LIMIT_MS - 1);
  watch.report(listening(8080));
  expect(await watch.outcome).toEqual({ kind: 'listening' });
});

test('listening elsewhere only is told soon, not at the end of the time to start', async () => {
  const watch = new StartWatch(8080, 60_000, NEVER);
  watch.report(listening(9090));
  vi.advanceTimersByTime(SECOND_PORT_LIMIT_MS);
  expect(await watch.outcome).toEqual({ kind: 'elsewhere', listensOn: 9090 });
});

test('the port taken is known without waiting for the end', async () => {
  const watch = new StartWatch(8080, 1000, NEVER);
  watch.report({ type: 'port-taken', port: 8080 });
  expect(await watch.outcome).toEqual({ kind: 'port-taken', port: 8080 });
});

test('another port taken counts only when the service ends of it', async () => {
  const goesOn = new StartWatch(8080, 1000, NEVER);
  goesOn.report({ type: 'port-taken', port: 9090 });
  goesOn.report(listening(8080));
  expect(await goesOn.outcome).toEqual({ kind: 'listening' });

  const ends = new StartWatch(8080, 1000, NEVER);
  ends.report({ type: 'port-taken', port: 9090 });
  ends.report({ type: 'uncaught', stack: 'Error: listen EADDRINUSE' });
  ends.exited({ by: 'code', code: 1 });
  expect(await ends.outcome).toEqual({ kind: 'port-taken', port: 9090 });
});

test('an error counts only when the service ends of it', async () => {
  const handled = new StartWatch(8080, 1000, NEVER);
  handled.report({ type: 'uncaught', stack: 'Error: handled' });
  handled.report(listening(8080));
  expect(await handled.outcome).toEqual({ kind: 'listening' });

  const fatal = new StartWatch(8080, 1000, NEVER);
  fatal.report({ type: 'uncaught', stack: 'Error: fatal' });
  fatal.exited({ by: 'code', code: 1 });
  expect(await fatal.outcome).toEqual({ kind: 'threw', stack: 'Error: fatal' });
});

test('ending without an error, silence, and an abort are told apart', async () => {
  const exited = new StartWatch(8080, 1000, NEVER);
  exited.exited({ by: 'code', code: 0 });
  expect(await exited.outcome).toEqual({ kind: 'exited', exit: { by: 'code', code: 0 } });

  const silent = new StartWatch(8080, 1000, NEVER);
  vi.advanceTimersByTime(1000);
  expect(await silent.outcome).toEqual({ kind: 'silent' });

  const aborted = new StartWatch(8080, 1000, AbortSignal.abort());
  expect(await aborted.outcome).toEqual({ kind: 'aborted' });
});
