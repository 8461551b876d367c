import { expect, test } from 'vitest';
import type { InstanceView } from '../../runtime/play/index.ts';
import { SandboxError, StartError } from '../../runtime/sandbox/index.ts';
import type { Key } from './keys.ts';
import { playQuestion } from './play-menu.ts';
import { wrap } from './show/columns.ts';
import type { Question } from './watch-keys.ts';

const USERS: InstanceView = {
  id: 'users-3',
  service: 'users',
  port: 8081,
  life: { state: 'running' },
};
const ORDERS: InstanceView = {
  id: 'orders-2',
  service: 'orders',
  port: 8080,
  life: { state: 'paused', isLeaving: false },
};

/** What is said and done when these keys are pressed after p. */
async function press(instances: readonly InstanceView[], keys: readonly Key[], fail?: Error) {
  const said: string[] = [];
  const done: string[] = [];
  const live = {
    instances,
    command: async (instance: string, command: string) => {
      if (fail !== undefined) throw fail;
      done.push(`${command} ${instance}`);
    },
  };
  let question: Question | null = playQuestion(live, (text) => said.push(...wrap(text, 80)));
  for (const key of keys) question = (await question?.answers.get(key)?.()) ?? null;
  return { said, done, question };
}

test('first the instance is chosen, by its port, and then what is done to it', async () => {
  const { said, done, question } = await press([USERS, ORDERS], ['2', '1']);
  expect(said).toEqual([
    'Play with 1 users:8081 · 2 orders:8080 (paused)',
    'orders:8080 is paused: 1 resume · 2 stop · 3 kill · 4 restart',
    'orders:8080 goes on.',
  ]);
  expect(done).toEqual(['resume orders-2']);
  expect(question).toBeNull();
});

test('one that runs alone needs no choice, and any other key does nothing', async () => {
  expect(await press([USERS], ['3'])).toMatchObject({ done: ['kill users-3'] });
  expect(await press([USERS], ['9'])).toMatchObject({ done: [], question: null });
  expect(await press([], [])).toMatchObject({ said: ['Nothing runs: save a file to start it.'] });
});

test('one that cannot be started again says why', async () => {
  const error = new StartError('users', { code: 'threw', stack: '' }, 'users threw.', 'Mend it.');
  expect((await press([USERS], ['4'], error)).said.at(-1)).toBe('users threw. Mend it.');
});

test('a restart that a save overtakes, or that finds no registry, does not end the session', async () => {
  const givenUp = new DOMException('This operation was aborted', 'AbortError');
  expect((await press([USERS], ['4'], givenUp)).said).toHaveLength(1);
  const away = new SandboxError('not-available', 'No Consul is there.', 'Start it.');
  expect((await press([USERS], ['4'], away)).said.at(-1)).toBe('No Consul is there. Start it.');
});
