import { afterEach, expect, test } from 'vitest';
import type { Sandbox } from '../../runtime/sandbox/index.ts';
import { WAIT_LIMIT_MS } from '../support/limits.ts';
import { HELLO } from './fixtures.ts';
import { Lab, limit, type MakeSandbox } from './lab.ts';

const SPEC = {
  service: 'hello',
  entry: 'hello/server.ts',
  port: 'any',
  env: {},
  startTimeoutMs: WAIT_LIMIT_MS,
} as const;

/** Boot, clock and dispose. */
export function describeLife(make: MakeSandbox): void {
  const opened: { dispose(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const sandbox of opened.splice(0)) await sandbox.dispose();
  });

  async function fresh(): Promise<Sandbox> {
    const sandbox = await make();
    opened.push(sandbox);
    return sandbox;
  }

  async function open(): Promise<Lab> {
    const lab = new Lab(make);
    opened.push({ dispose: () => lab.close() });
    await lab.open();
    return lab;
  }

  test('says what it is and what it cannot do, in words', async () => {
    const { info } = await fresh();
    expect(info.title).not.toBe('');
    for (const sentence of info.limits) expect(sentence).toMatch(/\.$/);
  });

  test('boots in named stages', async () => {
    const stages: string[] = [];
    const sandbox = await fresh();
    await sandbox.boot({
      signal: limit(),
      timeoutMs: WAIT_LIMIT_MS,
      onStage: (stage) => stages.push(stage),
    });
    expect(stages.length).toBeGreaterThan(0);
    for (const stage of stages) expect(stage).toMatch(/\w/);
  });

  test('boots once: a second boot is refused, and the sandbox goes on', async () => {
    const lab = await open();
    const again = lab.sandbox.boot({ signal: limit(), timeoutMs: 1000, onStage: () => {} });
    await expect(again).rejects.toMatchObject({ name: 'SandboxError', code: 'boot-failed' });
    expect(await lab.text(await lab.run(HELLO))).toBe('Hello, world');
  });

  test('gives up booting when it is told to', async () => {
    const sandbox = await fresh();
    const booted = sandbox.boot({
      signal: AbortSignal.abort(),
      timeoutMs: WAIT_LIMIT_MS,
      onStage: () => {},
    });
    await expect(booted).rejects.toMatchObject({ name: 'SandboxError', code: 'aborted' });
  });

  test('has a clock that starts at boot and sleeps until it is told to wake', async () => {
    const { sandbox } = await open();
    const before = sandbox.clock.nowMs();
    expect(before).toBeGreaterThanOrEqual(0);
    await sandbox.clock.sleep(20, limit());
    expect(sandbox.clock.nowMs() - before).toBeGreaterThanOrEqual(19);

    const waking = new AbortController();
    const asleep = sandbox.clock.sleep(WAIT_LIMIT_MS, waking.signal);
    waking.abort(new Error('wake up'));
    await expect(asleep).rejects.toThrow('wake up');
  });

  test('dispose kills every instance, spinning ones too, and may be called twice', async () => {
    const lab = await open();
    const hello = await lab.run(HELLO);
    const spinning = await lab.run(
      `import { createServer } from 'node:http';
createServer().listen(Number(process.env.PORT), () => {
  for (;;);
});
`,
      { service: 'spinner' },
    );
    const { sandbox } = lab;
    await Promise.all([sandbox.dispose(), sandbox.dispose()]);
    expect(await hello.exited).toEqual({ by: 'signal', signal: 'SIGKILL' });
    expect(await spinning.exited).toEqual({ by: 'signal', signal: 'SIGKILL' });
    await sandbox.dispose();
  });

  test('dispose ends a start that is under way', async () => {
    const lab = await open();
    await lab.sync('for (;;);\n');
    const starting = lab.sandbox.start(SPEC, limit());
    const refused = expect(starting).rejects.toMatchObject({
      name: 'SandboxError',
      code: 'disposed',
    });
    await lab.event('starting');
    await lab.sandbox.dispose();
    await refused;
  });

  test('refuses everything after it was disposed of', async () => {
    const lab = await open();
    const { sandbox } = lab;
    await lab.sync(HELLO);
    await sandbox.dispose();
    const refused = { name: 'SandboxError', code: 'disposed' };
    await expect(sandbox.sync({})).rejects.toMatchObject(refused);
    await expect(sandbox.start(SPEC, limit())).rejects.toMatchObject(refused);
    await expect(
      sandbox.fetch({ port: 1 }, new Request('http://hello.test/')),
    ).rejects.toMatchObject(refused);
    await expect(
      sandbox.boot({ signal: limit(), timeoutMs: 1000, onStage: () => {} }),
    ).rejects.toMatchObject(refused);
  });
}
