import { expect, test } from 'vitest';
import type { Ends, InstanceView, LinkFault, LinkView } from '../../runtime/play/index.ts';
import { SandboxError, StartError } from '../../runtime/sandbox/index.ts';
import type { Question } from './choice.ts';
import type { Key } from './keys.ts';
import { playQuestion } from './play-menu.ts';
import { wrap } from './show/columns.ts';

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
async function press(
  instances: readonly InstanceView[],
  keys: readonly Key[],
  { fail, links = [] }: { readonly fail?: Error; readonly links?: readonly LinkView[] } = {},
) {
  const said: string[] = [];
  const done: string[] = [];
  const tasks: Promise<void>[] = [];
  const live = {
    instances,
    links,
    command: async (instance: string, command: string) => {
      if (fail !== undefined) throw fail;
      done.push(`${command} ${instance}`);
    },
    breakLink: async (ends: Ends, fault: LinkFault) => {
      done.push(`${fault.kind} ${ends.join(' ')}`);
    },
    healLink: async (ends: Ends) => {
      done.push(`heal ${ends.join(' ')}`);
    },
    inBackground: (task: Promise<void>) => void tasks.push(task),
  };
  let question: Question | null = playQuestion(live, (text) => said.push(...wrap(text, 80)));
  for (const key of keys) question = (await question?.answers.get(key)?.()) ?? null;
  await Promise.all(tasks);
  return { said, done, question };
}

test('first the instance is chosen, by its port, and then what is done to it', async () => {
  const { said, done, question } = await press([USERS, ORDERS], ['2', '1']);
  expect(said).toEqual([
    'Play with 1 users:8081 · 2 orders:8080 (paused) · 3 a link between two',
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
  expect((await press([USERS], ['4'], { fail: error })).said.at(-1)).toBe('users threw. Mend it.');
});

test('a restart that a save overtakes, or that finds no registry, does not end the session', async () => {
  const givenUp = new DOMException('This operation was aborted', 'AbortError');
  expect((await press([USERS], ['4'], { fail: givenUp })).said).toHaveLength(1);
  const away = new SandboxError('not-available', 'No Consul is there.', 'Start it.');
  expect((await press([USERS], ['4'], { fail: away })).said.at(-1)).toBe(
    'No Consul is there. Start it.',
  );
});

test('a paused one that is asked to leave hears of it later, and one that starts is left alone', async () => {
  expect((await press([ORDERS], ['2'])).said.at(-1)).toBe(
    'orders:8080 is asked to leave, and will hear of it when it goes on.',
  );
  const starting: InstanceView = { ...USERS, life: { state: 'starting' } };
  expect(await press([starting], ['1'])).toMatchObject({ said: ['users:8081 is starting.'] });
});

test('a link is chosen by its two ends, and cut or slowed', async () => {
  const { said, done } = await press([USERS, ORDERS], ['3', '2', '1', '1']);
  expect(said.slice(1)).toEqual([
    'The link between 1 users:8081 · 2 orders:8080',
    'The link between orders:8080 and 1 users:8081',
    'The link between orders:8080 and users:8081 is well: 1 cut ·',
    '2 slow by 0.5 s each way · 3 slow by 5 s each way',
    'The link between orders:8080 and users:8081 is cut.',
  ]);
  expect(done).toEqual(['cut orders-2 users-3']);
});

test('a link that is cut stands beside the instances, and is healed', async () => {
  const links: readonly LinkView[] = [{ ends: ['users-3', 'orders-2'], fault: { kind: 'cut' } }];
  const { said, done } = await press([USERS, ORDERS], ['4', '1'], { links });
  expect(said.join('\n')).toContain('4 users:8081 and orders:8080 (cut)');
  expect(said.at(-1)).toBe('The link between users:8081 and orders:8080 is healed.');
  expect(done).toEqual(['heal users-3 orders-2']);
});
