import { expect, test } from 'vitest';
import type { Happening } from '../network/index.ts';
import { commandsFor } from './commands.ts';
import { afterEvent, type InstanceView } from './instances.ts';

const A = { instance: 'a-1', service: 'a', port: 1 };
const STARTED: readonly Happening[] = [
  { type: 'starting', ...A },
  { type: 'listening', ...A, tookMs: 1 },
];

function after(...happenings: readonly Happening[]): readonly InstanceView[] {
  return happenings.reduce<readonly InstanceView[]>(
    (instances, happening, seq) => afterEvent(instances, { seq, atMs: seq, ...happening }),
    [],
  );
}

function signalled(...signals: readonly string[]) {
  const happened = signals.map(
    (signal): Happening => ({ type: 'signalled', instance: 'a-1', signal }),
  );
  return after(...STARTED, ...happened)[0]?.life;
}

test('an instance is paused until it goes on', () => {
  expect(signalled('SIGSTOP')).toEqual({ state: 'paused', isLeaving: false });
  expect(signalled('SIGSTOP', 'SIGCONT')).toEqual({ state: 'running' });
});

test('one that is asked to leave while it is paused learns of it when it goes on', () => {
  expect(signalled('SIGSTOP', 'SIGTERM')).toEqual({ state: 'paused', isLeaving: true });
  expect(signalled('SIGSTOP', 'SIGTERM', 'SIGCONT')).toEqual({ state: 'stopping' });
  expect(signalled('SIGTERM', 'SIGSTOP', 'SIGCONT')).toEqual({ state: 'stopping' });
});

test('nothing brings a dead one back, but another may take its place, where it stood', () => {
  const dead = after(
    ...STARTED,
    { type: 'starting', instance: 'b-1', service: 'b', port: 2 },
    { type: 'exited', instance: 'a-1', service: 'a', code: 3, signal: null },
    { type: 'signalled', instance: 'a-1', signal: 'SIGCONT' },
  );
  expect(dead[0]?.life).toEqual({ state: 'dead', how: 'exit code 3' });
  const next = { type: 'starting', instance: 'a-2', service: 'a', port: 1 } as const;
  expect(afterEvent(dead, { seq: 9, atMs: 9, ...next }).map(({ id }) => id)).toEqual([
    'a-2',
    'b-1',
  ]);
});

test('what can be done to an instance follows from its state', () => {
  expect(commandsFor({ state: 'running' })).toContain('pause');
  expect(commandsFor({ state: 'paused', isLeaving: false })).toContain('resume');
  expect(commandsFor({ state: 'dead', how: 'SIGKILL' })).toEqual(['restart']);
  expect(commandsFor({ state: 'starting' })).toEqual([]);
});
