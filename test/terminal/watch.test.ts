import { once } from 'node:events';
import { access } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { NOT_TYPESCRIPT, RIGHT, SPINNING, STUCK, WRONG } from './answers.ts';
import { isAlive, Learner, SERVER } from './lesson.ts';

describe('npm run lesson', () => {
  test('puts a beginner in front of the step, checks each save, and runs what was saved', async () => {
    const learner = await Learner.begin();
    const port = await freePort();
    const run = learner.run('--port', String(port));
    const greeting = async () => (await fetch(`http://localhost:${port}/hello?name=Ada`)).text();
    await run.says(/1\.1 Say hello/);
    await run.says(/Goal .*GET \/hello/);
    await run.says(/Edit +hello\/server\.ts/);
    await run.says(new RegExp(`curl 'http://localhost:${port}/hello\\?name=Ada'`));
    await run.says(/Next: Read the step, change hello\/server\.ts, and save/);
    await run.says(/hello \| .*listens/);
    expect(await learner.read('STEP.md')).toContain('# 1.1 Say hello');
    expect(await greeting()).toBe('Hello, World!');

    await learner.write(SERVER, WRONG);
    await run.says(/\n\nFailed: GET .* 404/);
    await run.says(/Next: Change hello\/server\.ts and save/);

    await learner.saveByRenaming(SERVER, RIGHT);
    await run.says(/\n\nPassed: 1\.1 Say hello\. In each of \d+ schedules: \d+ names greeted/);
    await run.says(/Next: /);
    expect(await greeting()).toBe('Hello, Ada!');
    expect(JSON.parse(await learner.read('.brownout/progress.json'))).toMatchObject({
      steps: { '1.1': { passedAt: expect.any(String) } },
    });
  });

  test('says where a file does not compile, goes on at the next save, and says how a service ended', async () => {
    const learner = await Learner.begin();
    const port = await freePort();
    const run = learner.run('--port', String(port));
    await run.says(/Next: /);
    await learner.write(SERVER, NOT_TYPESCRIPT);
    await run.says(/Failed: hello does not compile\.\n +hello\/server\.ts:1:\d+ .*/);
    await learner.write(
      SERVER,
      RIGHT.replace(
        'const url',
        'if (!req.url) throw new Error("oops");\n  if (req.url === "/die") process.exit(3);\n  const url',
      ),
    );
    await run.says(/Passed: 1\.1/);
    await fetch(`http://localhost:${port}/die`).catch(() => undefined);
    await run.says(/hello ended \(exit code 3\)\. It starts again when you save\./);
  });

  test('gives no verdict on a version that was saved over meanwhile', async () => {
    const learner = await Learner.begin();
    const run = learner.run('--port', String(await freePort()));
    await run.says(/Next: /);

    await learner.write(SERVER, WRONG);
    await learner.write(SERVER, RIGHT);
    await run.says(/Passed: 1\.1/);
    expect(run.stdout).not.toContain('Failed');
  });

  test('goes on with what the learner wrote the last time', async () => {
    const learner = await Learner.atWork(WRONG);
    await learner.run('--port', String(await freePort())).says(/Failed: /);
    expect(await learner.read(SERVER)).toBe(WRONG);
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'leaves on %s with nothing left running, and lets go of the workspace',
    async (signal) => {
      const learner = await Learner.atWork(RIGHT);
      const run = learner.run('--port', String(await freePort()));
      const [, pid] = await run.says(/hello \| pid (\d+)/);
      run.child.kill(signal);

      const { code } = await run.ended;
      expect(code).toBe({ SIGINT: 0, SIGTERM: 143, SIGHUP: 129 }[signal]);
      expect(isAlive(Number(pid))).toBe(false);
      await expect(access(join(learner.dir, '.brownout/lock'))).rejects.toThrow(/ENOENT/);
    },
  );

  test('leaves when npm, which runs it, is asked to end', async () => {
    const learner = await Learner.atWork(RIGHT);
    const run = learner.runByNpm('--port', String(await freePort()));
    const [, pid] = await run.says(/hello \| pid (\d+)/);
    run.child.kill('SIGTERM');

    await run.ended;
    await expect(access(join(learner.dir, '.brownout/lock'))).rejects.toThrow(/ENOENT/);
    expect(isAlive(Number(pid))).toBe(false);
  });

  test('leaves in the middle of a check of a service that never answers', async () => {
    const learner = await Learner.atWork(SPINNING);
    const run = learner.run('--port', String(await freePort()));
    await run.says(/Failed: .*\n.*hello-1 was ended: it ran on without end, .*server\.ts, line 9/);
    const [, pid] = await run.says(/hello \| pid (\d+)/);
    await learner.write(SERVER, `${SPINNING}// again`);
    run.child.kill('SIGINT');

    expect((await run.ended).code).toBe(0);
    expect(isAlive(Number(pid))).toBe(false);
  });

  test('stays alive beside a check that never comes back, and a newer save ends that', async () => {
    const learner = await Learner.atWork(STUCK);
    const run = learner.runInTerminal('--port', String(await freePort()));
    // Nothing tells that it is stuck; it is milliseconds later.
    await run.says(/Checking 1\.1 Say hello: schedule 1 of/);
    await learner.write(SERVER, RIGHT);
    await run.says(/Passed:/);
    expect(run.stdout).not.toMatch(/Failed|Inconclusive/);
    run.child.stdin.write('\u0003');
    expect((await run.ended).code).toBe(0);
  });

  test('refuses a workspace that is open in another terminal, which is not disturbed', async () => {
    const learner = await Learner.begin();
    const first = learner.run('--port', String(await freePort()));
    await first.says(/Next: /);
    const second = await learner.done('--port', String(await freePort()));

    expect(second.code).toBe(2);
    expect(second.stderr).toContain(`is open in another terminal (process ${first.child.pid})`);
    await learner.write(SERVER, RIGHT);
    await first.says(/Passed/);
    expect((await learner.done('check')).code).toBe(0);
  });

  test('takes over the workspace of a terminal that was killed', async () => {
    const learner = await Learner.begin();
    const first = learner.run('--port', String(await freePort()));
    await first.says(/Next: /);
    first.child.kill('SIGKILL');
    await first.ended;

    await learner.run('--port', String(await freePort())).says(/Next: /);
  });

  test('says that the port is taken, and how to take another', async () => {
    const learner = await Learner.begin();
    const other = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const { code, stderr } = await learner.done('--port', String(port));

    expect(code).toBe(2);
    expect(stderr).toContain(`port ${port}`);
    expect(stderr).toContain(`npm run lesson -- --port ${port + 1}`);
    await expect(access(join(learner.dir, '.brownout/lock'))).rejects.toThrow(/ENOENT/);
  });
});
