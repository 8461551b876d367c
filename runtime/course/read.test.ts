import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { allSteps, readCourse, readWrongAnswers } from './read.ts';

const STEP = '01-hello/01-say-hello';
let lessons: string;

beforeEach(async () => {
  lessons = await mkdtemp(join(tmpdir(), 'brownout-course-'));
  await cp(join(import.meta.dirname, '../../lessons/01-hello'), join(lessons, '01-hello'), {
    recursive: true,
  });
});
afterEach(() => rm(lessons, { recursive: true }));

async function change(file: string, from: string | RegExp, to: string): Promise<void> {
  const path = join(lessons, STEP, file);
  const text = await readFile(path, 'utf8');
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  await writeFile(path, changed);
}

test('the folder tree is the curriculum', async () => {
  const [step] = allSteps(await readCourse(lessons));
  expect(step).toMatchObject({
    id: '1.1',
    folder: STEP,
    lesson: 'A hello service',
    title: 'Say hello',
    article: '4.1',
    services: [{ name: 'hello', entry: 'hello/server.ts', port: 8080, instances: 1, env: {} }],
    registry: [],
    edit: ['hello/server.ts'],
    tryRequest: { service: 'hello', method: 'GET', path: '/hello?name=Ada', body: '' },
  });
  expect(step?.hints).toHaveLength(4);
  expect(Object.keys(step?.start ?? {})).toEqual(['hello/server.ts']);
});

test('a wrong answer is the start with its own files over it, and a reason', async () => {
  const [step] = allSteps(await readCourse(lessons));
  const wrong = await readWrongAnswers(lessons, step as NonNullable<typeof step>);
  expect(wrong.map((answer) => answer.name)).toContain('raw-query');
  for (const { files, reason } of wrong) {
    expect(files['hello/server.ts']).not.toBe(step?.start['hello/server.ts']);
    expect(reason).not.toBe('');
  }
});

test('a wrong answer that takes a rare schedule says why', async () => {
  const [step] = allSteps(await readCourse(lessons));
  const read = () => readWrongAnswers(lessons, step as NonNullable<typeof step>);
  const rare = join(lessons, STEP, 'wrong/raw-query/rare.txt');
  await writeFile(rare, 'Only where a pause comes between two lines.\n');
  const byName = new Map((await read()).map((answer) => [answer.name, answer]));
  expect(byName.get('raw-query')?.rare).toBe('Only where a pause comes between two lines.');
  expect(byName.get('any-method')?.rare).toBe(null);
  expect(byName.get('raw-query')?.files).not.toHaveProperty('rare.txt');
  await writeFile(rare, '\n');
  await expect(read()).rejects.toThrow(`${rare}: is empty`);
});

test.each([
  'step.md',
  'hints.md',
  'check.ts',
  'service.go',
  'start/hello/server.ts',
  'start',
  'solution',
])('a step without %s is refused by name', async (file) => {
  await rm(join(lessons, STEP, file), { recursive: true });
  await expect(readCourse(lessons)).rejects.toThrow(join(lessons, STEP, file));
});

test('a field that is missing, wrong or unknown is named', async () => {
  await change('step.md', 'title: Say hello', 'titel: Say hello');
  await expect(readCourse(lessons)).rejects.toThrow(
    'field "title" should be a text, but is missing.',
  );
  await change('step.md', 'titel:', 'extra: 1\ntitle:');
  await expect(readCourse(lessons)).rejects.toThrow('unknown field "extra"');
  await change('step.md', 'extra: 1\n', '');
  await change('step.md', 'port: 8080', 'port: 808080');
  await expect(readCourse(lessons)).rejects.toThrow(
    'field "port" should be a port from 1 to 65535, but is 808080.',
  );
});

const TWO_SERVICES = `registry: [etcd, consul]
services:
  - name: users
    entry: hello/server.ts
    port: 8081
    instances: 2
  - name: orders
    entry: hello/server.ts
    port: 8080
    env:
      USERS_URL: "{users}/v1"
      TTL_MS: "1500"
edit:`;

test('a step may have a registry, several instances of a service, and what each is told', async () => {
  await change('step.md', /services:.*edit:/s, TWO_SERVICES);
  const [step] = allSteps(await readCourse(lessons));
  const entry = 'hello/server.ts';
  expect(step?.registry).toEqual(['consul', 'etcd']);
  expect(step?.services).toEqual([
    { name: 'users', entry, port: 8081, instances: 2, env: {} },
    {
      name: 'orders',
      entry,
      port: 8080,
      instances: 1,
      env: { USERS_URL: '{users}/v1', TTL_MS: '1500' },
    },
  ]);
});

test.each([
  ['{users}', '{people}', "USERS_URL names {people}, but this step's services are users, orders."],
  ['"1500"', '1500', 'field "env" should be "NAME: text" lines, a number in quotes, but is'],
  ['instances: 2', 'instances: 12', 'field "instances" should be an integer from 1 to 9'],
  ['port: 8081', 'port: 8079', 'orders and users would both have port 8080'],
  ['port: 8081', 'port: 8499', 'users and registry would both have port 8500'],
  ['name: users', 'name: orders', 'two services are called "orders"'],
  ['name: users', 'name: registry', 'a service cannot be called "registry"'],
  ['[etcd, consul]', '[zookeeper]', 'field "registry" should be a list of consul, etcd'],
  ['TTL_MS', 'PORT', 'env of orders: PORT is given to each instance'],
])('%s in place of which %s stands is refused', async (from, to, problem) => {
  await change('step.md', /services:.*edit:/s, TWO_SERVICES);
  await change('step.md', from, to);
  await expect(readCourse(lessons)).rejects.toThrow(problem);
});

test.each([
  ['GET /a?b=c', { service: 'hello', method: 'GET', path: '/a?b=c', body: '' }],
  ['POST /a {"b": 1}', { service: 'hello', method: 'POST', path: '/a', body: '{"b": 1}' }],
  ['GET /other/1', { service: 'other', method: 'GET', path: '/other/1', body: '' }],
  ['other GET /a', { service: 'other', method: 'GET', path: '/a', body: '' }],
])(
  '%s is tried at the service that it names, or that its path does, or that is edited',
  async (line, asked) => {
    await change(
      'step.md',
      'services:',
      'services:\n  - name: other\n    entry: other/server.ts\n    port: 9000',
    );
    await change('step.md', /^try: .*/m, `try: '${line}'`);
    await mkdir(join(lessons, STEP, 'start/other'));
    await writeFile(join(lessons, STEP, 'start/other/server.ts'), '');
    const [step] = allSteps(await readCourse(lessons));
    expect(step?.tryRequest).toEqual(asked);
  },
);

test('a request to try that goes to nobody is refused', async () => {
  await change('step.md', /^try: .*/m, 'try: users GET /a');
  await expect(readCourse(lessons)).rejects.toThrow('is for users, but there are hello.');
  await change('step.md', /^try: .*/m, 'try: hello');
  await expect(readCourse(lessons)).rejects.toThrow('should look like "GET /path"');
});

test('front matter that is missing or no YAML is refused', async () => {
  await change('step.md', 'title: Say hello', 'title: [');
  await expect(readCourse(lessons)).rejects.toThrow('front matter is not YAML');
  await writeFile(join(lessons, STEP, 'step.md'), 'Just text');
  await expect(readCourse(lessons)).rejects.toThrow('begins without front matter');
});

test('three hints are not four', async () => {
  await change('hints.md', /^---$/m, '');
  await expect(readCourse(lessons)).rejects.toThrow('has 3 hints, but a step has four');
});

test('two steps with one number are refused', async () => {
  await cp(join(lessons, STEP), join(lessons, '01-hello/01-again'), { recursive: true });
  await expect(readCourse(lessons)).rejects.toThrow('another folder has number 1 too.');
});

test('an empty folder is no course', async () => {
  await rm(join(lessons, '01-hello'), { recursive: true });
  await expect(readCourse(lessons)).rejects.toThrow('has no lessons');
});
