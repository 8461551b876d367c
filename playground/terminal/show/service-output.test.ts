import { expect, test } from 'vitest';
import type { Happening } from '../../../runtime/network/index.ts';
import { ServiceOutput } from './service-output.ts';
import { createStyle } from './style.ts';

const STARTING = { type: 'starting', instance: 'hello-1', service: 'hello', port: 8080 } as const;
const LISTENING = {
  type: 'listening',
  instance: 'hello-1',
  service: 'hello',
  port: 8080,
  tookMs: 9,
} as const;
const EXITED = { type: 'exited', instance: 'hello-1', service: 'hello' } as const;

test('each line stands behind the name of its service, whole', () => {
  expect(shown(STARTING, stdout('listens on '), stdout('8080\nready\nhalf a'))).toEqual([
    'hello | listens on 8080',
    'hello | ready',
  ]);
});

test('several instances of a service are told apart by their ports', () => {
  const starting = { type: 'starting', instance: 'users-4', service: 'users', port: 8082 } as const;
  const listening = { ...LISTENING, instance: 'users-4' } as const;
  const printed = {
    type: 'output',
    instance: 'users-4',
    stream: 'stdout',
    text: 'ready\n',
  } as const;
  const exited = {
    type: 'exited',
    instance: 'users-4',
    service: 'users',
    code: 1,
    signal: null,
  } as const;

  expect(shown(starting, listening, printed, exited)).toEqual([
    'users:8082 | ready',
    'users:8082 ended (exit code 1). It starts again when you save.',
  ]);
});

test('what is left without a line end is shown when the instance ends', () => {
  const exited = { ...EXITED, code: 0, signal: null };
  expect(shown(STARTING, LISTENING, stdout('half a'), exited)).toEqual([
    'hello | half a',
    'hello ended (exit code 0). It starts again when you save.',
  ]);
});

test('the two streams of an instance do not cut each other in two', () => {
  const stderr = { type: 'output', instance: 'hello-1', stream: 'stderr', text: 'oops\n' } as const;

  expect(shown(STARTING, stdout('one '), stderr, stdout('line\n'))).toEqual([
    'hello | oops',
    'hello | one line',
  ]);
});

test('an instance that was asked to leave leaves without a word, unless somebody waits for it', () => {
  const signalled = { type: 'signalled', instance: 'hello-1', signal: 'SIGTERM' } as const;
  const leaving = [STARTING, LISTENING, signalled, { ...EXITED, code: 0, signal: null }];

  expect(shown(...leaving)).toEqual([]);
  const output = outputOf({ hasKeys: true });
  output.awaitEnd('hello-1');
  expect(linesOf(output, leaving)).toEqual([
    'hello ended (exit code 0). It starts again when you save, or by the key p.',
  ]);
});

test('one that never listened ends without a word: its start says why', () => {
  expect(shown(STARTING, { ...EXITED, code: null, signal: 'SIGKILL' })).toEqual([]);
});

test('output left out is told', () => {
  const message = 'hello-1 prints faster than can be shown.';

  expect(shown({ type: 'output-dropped', instance: 'hello-1', bytes: 9, message })).toEqual([
    message,
  ]);
});

function stdout(text: string): Happening {
  return { type: 'output', instance: 'hello-1', stream: 'stdout', text };
}

function outputOf({ hasKeys }: { readonly hasKeys: boolean }): ServiceOutput {
  const users = { name: 'users', entry: 'users.ts', port: 8081, instances: 2, env: {} };
  return new ServiceOutput(createStyle(false), [users], { hasKeys });
}

function linesOf(output: ServiceOutput, happenings: readonly Happening[]): string[] {
  return happenings.flatMap((happening, seq) => output.linesOf({ seq, atMs: seq, ...happening }));
}

function shown(...happenings: Happening[]): string[] {
  return linesOf(outputOf({ hasKeys: false }), happenings);
}
