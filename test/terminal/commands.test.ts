import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { NOT_TYPESCRIPT, RIGHT, STUCK, WRONG } from './answers.ts';
import { LESSONS, Learner, SERVER } from './lesson.ts';

describe('npm run lesson -- check', () => {
  test('opens the step at first, and fails it with exit code 1', async () => {
    const learner = await Learner.begin();
    const { code, stdout } = await learner.done('check');

    expect(stdout).toMatch(/^Failed: GET \/hello/);
    expect(code).toBe(1);
    expect(await learner.read(SERVER)).toContain('createServer');
  });

  test('passes a right answer, and keeps the pass', async () => {
    const learner = await Learner.atWork(RIGHT);
    const { code, stdout } = await learner.done('check');

    expect(stdout).toMatch(
      /^Passed: 1\.1 Say hello\. In each of \d+ schedules: \d+ names greeted.*\n\nNext: .*1\.2 Leave politely/,
    );
    expect(code).toBe(0);
    expect((await learner.done('list')).stdout).toMatch(/> 1\.1 {2}Say hello +passed/);
  });

  test('shows where an answer does not compile', async () => {
    const { code, stdout } = await (await Learner.atWork(NOT_TYPESCRIPT)).done('check');

    expect(stdout).toMatch(
      /^Failed: hello does not compile\.\n {2}hello\/server\.ts:1:\d+ .*\n {4}1 \| .*\n {6}\| +\^/,
    );
    expect(code).toBe(1);
  });

  test('--live checks on real processes, and says that it did', async () => {
    const learner = await Learner.atWork(RIGHT);
    const { code, stdout } = await learner.done('check', '--live');

    expect(stdout).toMatch(
      /^Passed: 1\.1 Say hello\. \d+ names greeted.*\nThis was one run on real/,
    );
    expect(code).toBe(0);
  });

  test('on a terminal it says how far it is, and Ctrl-C stops it wherever it is', async () => {
    const learner = await Learner.atWork(STUCK);
    const run = learner.runInTerminal('check');
    await run.says(/Checking 1\.1 Say hello: schedule 1 of \d/);
    run.child.stdin.write('\u0003');

    expect((await run.ended).code).toBe(130);
  });
});

describe('npm run lesson -- replay', () => {
  test('runs the schedule of a failed check again, and tells what happened', async () => {
    const learner = await Learner.atWork(WRONG);
    const failed = await learner.done('check');
    expect(failed.stdout).toMatch(/^Failed: .*404.*\n {2}> GET .*\n {2}< 200/);
    const [, command = '', token = ''] =
      /See it again: npm run lesson -- (replay) (\S+)\n/.exec(failed.stdout) ?? [];
    const { code, stdout } = await learner.done(command, token);

    const verdictOf = (text: string) => text.slice(0, text.indexOf('Schedule')).trim();
    expect(verdictOf(stdout)).toBe(verdictOf(failed.stdout));
    expect(stdout).toMatch(/\n +[\d.]+ s {2}hello-1 began to listen\n/);
    expect(stdout).toMatch(/\n +[\d.]+ s {2}the check → hello-1: GET \/hello \(request 1\)\n/);
    expect(stdout).toMatch(/\n> +[\d.]+ s {2}hello-1 → the check: 200 /);
    expect(code).toBe(1);
    const [, picture = ''] = /The same as a diagram, for a browser:\n(\S+\.svg)/.exec(stdout) ?? [];
    expect(await learner.read(picture)).toContain('GET /hello');
  });

  test.each([
    [[], /replay needs the schedule of a failed check/],
    [['seventeen'], /"seventeen" names no schedule\. One looks like 17/],
  ])('refuses %j, and says what a schedule looks like', async (words, message) => {
    const { code, stderr } = await (await Learner.begin()).done('replay', ...words);

    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  });
});

describe('npm run lesson -- reset', () => {
  test('asks, and changes nothing without a yes', async () => {
    const learner = await Learner.atWork('mine');
    const { code, stderr } = await learner.done('reset');

    expect(stderr).toMatch(/Go back to the first files of 1\.1 Say hello\?/);
    expect(code).toBe(2);
    expect(await learner.read(SERVER)).toBe('mine');
  });

  test.each([
    ['a typed yes', [], 'y\n'],
    ['--yes', ['--yes'], ''],
  ])('keeps a copy and says where, after %s', async (_name, args, typed) => {
    const learner = await Learner.atWork('mine');
    const run = learner.run('reset', ...args);
    run.child.stdin.end(typed);
    const { code, stdout } = await run.ended;

    expect(code).toBe(0);
    expect(await learner.read(SERVER)).toContain('createServer');
    const [, copy = ''] = /kept in (\S+)\.\n/.exec(stdout) ?? [];
    expect(copy).toMatch(/^\.brownout\/copies\/\d{4}-/);
    expect(await learner.read(join(copy, SERVER))).toBe('mine');
  });
});

describe('npm run lesson -- hint and solution', () => {
  test('hints open one at a time, and all of them can be read again', async () => {
    const learner = await Learner.begin();
    for (const number of [1, 2]) {
      expect((await learner.done('hint')).stdout).toMatch(new RegExp(`^Hint ${number} of 4\\n`));
    }
    const progress = await learner.read('.brownout/progress.json');
    await learner.write(
      '.brownout/progress.json',
      progress.replace('"hintsOpened": 2', '"hintsOpened": 4'),
    );
    const { stdout } = await learner.done('hint');

    expect(stdout.match(/^Hint \d of 4$/gm)).toHaveLength(4);
  });

  test('the solution asks first, and is shown with --yes', async () => {
    const learner = await Learner.begin();

    expect(await learner.done('solution')).toMatchObject({
      code: 2,
      stdout: expect.not.stringContaining('createServer'),
    });
    expect(await learner.done('solution', '--yes')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('searchParams'),
    });
  });

  test("the solution that is written keeps a copy of the learner's files", async () => {
    const learner = await Learner.atWork('mine');
    const { stdout } = await learner.done('solution', '--write', '--yes');

    const [, copy = ''] = /kept in (\S+)\.\n/.exec(stdout) ?? [];
    expect(await learner.read(join(copy, SERVER))).toBe('mine');
    const solution = join(LESSONS, '01-hello/01-say-hello/solution', SERVER);
    expect(await learner.read(SERVER)).toBe(await readFile(solution, 'utf8'));
  });
});

describe('npm run lesson, misused or in trouble', () => {
  test('an unknown command is refused with the one that was meant', async () => {
    const { code, stderr } = await (await Learner.begin()).done('chekc');

    expect(stderr).toContain("'chekc' is not a command. Did you mean 'check'?");
    expect(code).toBe(2);
  });

  test('an unknown step is refused with the steps there are', async () => {
    const { code, stderr } = await (await Learner.begin()).done('goto', '7.7');

    expect(stderr).toMatch(/There is no step 7\.7\.\nThe steps are:\n.*\n {2}1\.1 {2}Say hello/);
    expect(code).toBe(2);
  });

  test('damaged progress is named and left alone, and can be begun anew with a copy', async () => {
    const learner = await Learner.atWork('mine');
    await learner.write('.brownout/progress.json', '{"version": 1, "steps"');
    for (const args of [[], ['check'], ['list']]) {
      const { code, stderr } = await learner.done(...args);
      expect(stderr).toMatch(/progress\.json cannot be read: it is not JSON/);
      expect(stderr).toContain('npm run lesson -- reset --progress');
      expect(code).toBe(2);
    }
    expect(await learner.read('.brownout/progress.json')).toBe('{"version": 1, "steps"');

    const { stdout } = await learner.done('reset', '--progress', '--yes');
    const [, copy = ''] = /kept in (\S+)\.\n/.exec(stdout) ?? [];
    expect(await learner.read(join(copy, 'progress.json'))).toBe('{"version": 1, "steps"');
    expect((await learner.done('list')).code).toBe(0);
    expect(await learner.read(SERVER)).toBe('mine');
  });

  test('a workspace that is a file is refused and left alone', async () => {
    const learner = await Learner.begin();
    await writeFile(learner.dir, 'precious');
    const { code, stderr } = await learner.done('check');

    expect(stderr).toMatch(/is a file, and the workspace must be a folder/);
    expect(code).toBe(2);
  });

  test('a workspace that cannot be made is named, with the reason', async () => {
    const learner = await Learner.begin({ BROWNOUT_WORKSPACE: '/dev/null/workspace' });
    const { code, stderr } = await learner.done('check');

    expect(stderr).toMatch(/\/dev\/null\/workspace.* cannot be used: .*\(ENOTDIR, \w+\)/);
    expect(code).toBe(2);
  });

  test('a step with a missing file is named', async () => {
    const lessons = join(await temporaryFolder(), 'lessons');
    await cp(LESSONS, lessons, { recursive: true });
    await rm(join(lessons, '01-hello/01-say-hello/hints.md'));
    const { code, stderr } = await (await Learner.begin({ BROWNOUT_LESSONS: lessons })).done();

    expect(stderr).toMatch(/hints\.md: is missing/);
    expect(code).toBe(2);
  });

  test("somebody's project is no workspace, and nothing is written into it", async () => {
    const learner = await Learner.begin();
    await mkdir(dirname(join(learner.dir, 'src/index.ts')), { recursive: true });
    await learner.write('src/index.ts', '');
    const { code, stderr } = await learner.done('check');

    expect(stderr).toMatch(/has files that are not Brownout's: src\/index\.ts/);
    expect(code).toBe(2);
    expect(await readdir(learner.dir)).toEqual(['src']);
  });
});
