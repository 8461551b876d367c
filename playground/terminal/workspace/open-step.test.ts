import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Step } from '../../../runtime/course/step.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { openStep } from './open-step.ts';
import { workspacePaths } from './paths.ts';
import { prepareWorkspace, refuseFile } from './prepare.ts';
import { resetFiles, writeSolution } from './replace.ts';

test('a new workspace gets the files, the text, and settings for the editor', async () => {
  const { paths, text } = await workspace();
  const { notices } = await openStep(paths, step('1.1'));

  expect(await readdir(paths.dir)).toEqual(['.brownout', 'STEP.md', 'hello', 'tsconfig.json']);
  expect(await text('hello/server.ts')).toBe('start of 1.1');
  expect(await text('STEP.md')).toContain('# 1.1 Say hello');
  expect(notices).toEqual([]);
});

test('opening again keeps what the learner wrote', async () => {
  const { paths, text, write } = await workspace();
  await openStep(paths, step('1.1'));
  await write('hello/server.ts', 'mine');
  const { files, notices } = await openStep(paths, step('1.1'));

  expect(await text('hello/server.ts')).toBe('mine');
  expect(files['hello/server.ts']).toBe('mine');
  expect(notices).toEqual([]);
});

test('in a newer version of the step, changed files are kept and the learner is told', async () => {
  const { paths, text, write } = await workspace();
  await openStep(paths, step('1.1', { 'hello/names.ts': 'old names' }));
  await write('hello/server.ts', 'mine');
  const newer = { 'hello/server.ts': 'newer start', 'hello/names.ts': 'new names' };
  const { notices } = await openStep(paths, step('1.1', newer));

  expect(await text('hello/server.ts')).toBe('mine');
  expect(await text('hello/names.ts')).toBe('new names');
  expect(notices).toEqual([
    'Step 1.1 has changed since you began it: hello/names.ts is new and your hello/server.ts is ' +
      'kept as you left it. Reset gives you the new version and keeps a copy of yours.',
  ]);
});

test('a missing file is written again, and the learner is told', async () => {
  const { paths, text } = await workspace();
  await openStep(paths, step('1.1'));
  await rm(join(paths.dir, 'hello'), { recursive: true });
  const { notices } = await openStep(paths, step('1.1'));

  expect(await text('hello/server.ts')).toBe('start of 1.1');
  expect(notices).toEqual(['Written again, for it was missing: hello/server.ts.']);
});

test('work on one step is put away for another, and is there again on going back', async () => {
  const { paths, text, write } = await workspace();
  await openStep(paths, step('1.1'));
  await write('hello/server.ts', 'mine');
  await write('hello/extra.ts', 'also mine');
  await openStep(paths, step('1.2'));

  expect(await text('hello/server.ts')).toBe('start of 1.2');
  expect(await readdir(join(paths.dir, 'hello'))).toEqual(['server.ts']);
  await openStep(paths, step('1.1'));
  expect(await text('hello/server.ts')).toBe('mine');
  expect(await text('hello/extra.ts')).toBe('also mine');
});

test("files that were there before Brownout's own are kept", async () => {
  const { paths, text, write } = await workspace();
  await write('tsconfig.json', 'mine');
  await prepareWorkspace(paths, step('1.1'));
  const { notices } = await openStep(paths, step('1.1'));

  expect(await text('tsconfig.json')).toBe('mine');
  expect(notices).toEqual(['Kept what was in the workspace already: tsconfig.json.']);
});

test("a folder with somebody's project in it is refused and left as it is", async () => {
  const { paths, write } = await workspace();
  await write('package.json', '{}');

  await expect(prepareWorkspace(paths, step('1.1'))).rejects.toThrow(
    /has files that are not Brownout's: package\.json/,
  );
  expect(await readdir(paths.dir)).toEqual(['package.json']);
});

test('a workspace that is a file is refused', async () => {
  const file = join(await temporaryFolder(), 'workspace');
  await writeFile(file, 'precious');

  await expect(refuseFile(workspacePaths(file))).rejects.toThrow(
    /is a file, and the workspace must be a folder/,
  );
  expect(await readFile(file, 'utf8')).toBe('precious');
});

test('damaged work is refused by name, and neither it nor the files are touched', async () => {
  const { paths, text, write } = await workspace();
  await openStep(paths, step('1.1'));
  await write('hello/server.ts', 'mine');
  await writeFile(paths.work, '{"version": 1');

  await expect(openStep(paths, step('1.1'))).rejects.toThrow(
    /work\.json cannot be read: it is not/,
  );
  expect(await readFile(paths.work, 'utf8')).toBe('{"version": 1');
  expect(await text('hello/server.ts')).toBe('mine');
});

test('reset gives the first files, and a copy of everything it changed', async () => {
  const { paths, text, write } = await workspace();
  await openStep(paths, step('1.1'));
  await write('hello/server.ts', 'mine');
  await write('hello/extra.ts', 'also mine');
  const { changed, copy } = await resetFiles(paths, step('1.1'));

  expect(changed).toEqual(['hello/extra.ts', 'hello/server.ts']);
  expect(await text('hello/server.ts')).toBe('start of 1.1');
  expect(await readdir(join(paths.dir, 'hello'))).toEqual(['server.ts']);
  expect(await readFile(join(copy ?? '', 'hello/server.ts'), 'utf8')).toBe('mine');
  expect(await readFile(join(copy ?? '', 'hello/extra.ts'), 'utf8')).toBe('also mine');
});

test('two resets within a second keep two copies', async () => {
  const { paths, write } = await workspace();
  await openStep(paths, step('1.1'));
  await write('hello/server.ts', 'mine');
  const first = await resetFiles(paths, step('1.1'));
  await write('hello/server.ts', 'mine again');
  const second = await resetFiles(paths, step('1.1'));

  expect(second.copy).not.toBe(first.copy);
  expect(await readdir(paths.copies)).toHaveLength(2);
});

test('a reset that changes nothing keeps no copy', async () => {
  const { paths } = await workspace();
  await openStep(paths, step('1.1'));

  expect(await resetFiles(paths, step('1.1'))).toEqual({ changed: [], copy: null });
});

test("the solution is laid over the learner's files, which are kept", async () => {
  const { paths, text, write } = await workspace();
  await openStep(paths, step('1.1'));
  await write('hello/server.ts', 'mine');
  const { copy } = await writeSolution(paths, step('1.1'));

  expect(await text('hello/server.ts')).toBe('solution of 1.1');
  expect(await readFile(join(copy ?? '', 'hello/server.ts'), 'utf8')).toBe('mine');
});

async function workspace() {
  const paths = workspacePaths(await temporaryFolder());
  return {
    paths,
    text: (path: string) => readFile(join(paths.dir, path), 'utf8'),
    write: (path: string, text: string) => writeFile(join(paths.dir, path), text),
  };
}

function step(id: string, start: Record<string, string> = {}): Step {
  return {
    id,
    folder: '',
    lesson: 'A hello service',
    title: 'Say hello',
    article: '4.1',
    goal: 'Hello.',
    registry: [],
    services: [{ name: 'hello', entry: 'hello/server.ts', port: 8080, instances: 1, env: {} }],
    edit: ['hello/server.ts'],
    tryRequest: { service: 'hello', method: 'GET', path: '/hello', body: '' },
    prose: 'The text.',
    hints: ['1', '2', '3', '4'],
    start: { 'hello/server.ts': `start of ${id}`, ...start },
    solution: { 'hello/server.ts': `solution of ${id}` },
    goListing: '',
  };
}
