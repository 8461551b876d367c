import process from 'node:process';
import { describe, expect, test } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { RIGHT, WRONG } from './answers.ts';
import { Learner, type Run, SERVER } from './lesson.ts';

// Other systems' script(1) has other options; the keys themselves are tested everywhere.
describe.runIf(process.platform === 'linux')('keys in a terminal', () => {
  test('q leaves, and the line of keys says so', async () => {
    const { run } = await watching();
    run.child.stdin.write('q');

    expect((await run.ended).code).toBe(0);
  });

  test('Ctrl-C leaves, and is no failure', async () => {
    const { run } = await watching();
    run.child.stdin.write('\u0003');

    expect((await run.ended).code).toBe(0);
  });

  test('h opens a hint and l lists the steps', async () => {
    const { run } = await watching();
    run.child.stdin.write('h');
    await run.says(/Hint 1 of 4/);
    run.child.stdin.write('l');
    await run.says(/1\.1 {2}Say hello/);
  });

  test('r asks first: any key but y keeps the files, y keeps a copy', async () => {
    const { run, learner } = await watching();
    await learner.write(SERVER, WRONG);
    await run.says(/Failed:.* 404/);
    await run.says(/q quit/);
    run.child.stdin.write('r');
    await run.says(/Go back to the first files .* \(y\/N\)/);
    run.child.stdin.write('n');
    await run.says(/q quit/);
    expect(await learner.read(SERVER)).toBe(WRONG);

    run.child.stdin.write('r');
    await run.says(/\(y\/N\)/);
    run.child.stdin.write('y');
    await run.says(/Your files are kept in \.brownout\/copies/);
    expect(await learner.read(SERVER)).not.toBe(WRONG);
  });

  test('p pauses an instance, lets it go on, and starts a killed one again', async () => {
    const { run, port } = await watching();
    const answer = (init?: RequestInit) => fetch(`http://localhost:${port}/hello`, init);
    run.child.stdin.write('p');
    await run.says(new RegExp(`hello:${port} is running: 1 pause · 2 stop · 3 kill · 4 restart`));
    run.child.stdin.write('1');
    await run.says(/is paused\./);
    await expect(answer({ signal: AbortSignal.timeout(500) })).rejects.toThrow(/timeout/);
    run.child.stdin.write('p1');
    await run.says(/goes on\./);
    expect((await answer()).status).toBe(200);
    run.child.stdin.write('p3');
    await run.says(/is killed\./);
    await expect(answer()).rejects.toThrow('fetch failed');
    run.child.stdin.write('p1');
    await run.says(/is started again\./);
    expect((await answer()).status).toBe(200);
  });

  test('s asks first while the step is not passed, and c checks again', async () => {
    const { run, learner } = await watching();
    run.child.stdin.write('s');
    await run.says(/Show the solution of 1\.1 Say hello\? \(y\/N\)/);
    run.child.stdin.write('y');
    await run.says(/This is one way to do it/);
    await learner.write(SERVER, RIGHT);
    await run.says(/Passed:/);
    await run.says(/q quit/);
    run.child.stdin.write('c');
    await run.says(/Passed:/);
  });
});

async function watching(): Promise<{ learner: Learner; run: Run; port: number }> {
  const learner = await Learner.begin({ NO_COLOR: '1' });
  const port = await freePort();
  const run = learner.runInTerminal('--port', String(port));
  await run.says(/hello \| .*listens/);
  await run.says(/q quit/);
  return { learner, run, port };
}
