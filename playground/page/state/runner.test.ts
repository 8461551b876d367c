import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { type RegistryPart, SandboxError, StartError } from '../../../runtime/sandbox/index.ts';
import {
  createFakeSandbox,
  type FakeBehaviour,
} from '../../../runtime/sandbox/testing/fake-sandbox.ts';
import { createRunner } from './runner.ts';

const hello = { name: 'hello', entry: 'a.ts', port: 8080, instances: 1, env: {} };

function open(behaviour: Partial<FakeBehaviour> = {}, registry: readonly RegistryPart[] = []) {
  const files = signal<Record<string, string>>({ 'a.ts': 'one' });
  const kind = signal('browser');
  const sandboxes: ReturnType<typeof createFakeSandbox>[] = [];
  const runner = createRunner({
    step: { registry, services: [hello] },
    files,
    soon: (draw) => draw(),
    kind,
    makeSandbox: async () => {
      const sandbox = createFakeSandbox(behaviour);
      sandboxes.push(sandbox);
      return sandbox;
    },
  });
  const lives = () => runner.view.value.instances.map(({ id, life }) => `${id} ${life.state}`);
  return { files, kind, runner, sandboxes, lives };
}

test('Run boots the sandbox, hands over the files and starts the service on its port', async () => {
  const { runner, sandboxes, lives } = open();
  await runner.start();
  expect(runner.machine.value.state).toBe('ready');
  expect(sandboxes[0]?.synced.at(-1)).toEqual({ 'a.ts': 'one' });
  expect(runner.run.value.state).toBe('running');
  expect(lives()).toEqual(['hello-1 running']);
  expect(runner.view.value.instances[0]?.port).toBe(8080);
});

test('Run again replaces the instance and takes the files as they are now', async () => {
  const { runner, files, sandboxes, lives } = open();
  await runner.start();
  files.value = { 'a.ts': 'two' };
  expect(runner.stale.value).toBe(true);
  await runner.start();
  expect(runner.stale.value).toBe(false);
  expect(sandboxes[0]?.synced.at(-1)).toEqual({ 'a.ts': 'two' });
  expect(lives()).toEqual(['hello-2 running']);
});

test('a registry is started with the services and outlives Run again, but not Stop', async () => {
  const { runner, sandboxes, lives } = open({}, ['consul']);
  await runner.start();
  expect(lives()).toEqual(['registry-1 running', 'hello-1 running']);
  expect(sandboxes[0]?.started[1]?.env).toEqual({ CONSUL_HTTP_ADDR: 'http://127.0.0.1:8500' });
  await runner.start();
  expect(lives()).toEqual(['registry-1 running', 'hello-2 running']);
  await runner.stop();
  expect(lives()).toEqual(['registry-1 dead', 'hello-2 dead']);
});

test('an instance is paused, resumed and restarted, and its cut link stays cut until Stop', async () => {
  const { runner, lives } = open({}, ['consul']);
  await runner.start();
  await runner.command('hello-1', 'pause');
  expect(lives()).toEqual(['registry-1 running', 'hello-1 paused']);
  await runner.command('hello-1', 'resume');
  await runner.breakLink(['hello-1', 'registry-1'], { kind: 'cut' });
  await runner.command('hello-1', 'restart');
  expect(lives()).toEqual(['registry-1 running', 'hello-2 running']);
  const cut = { ends: ['hello-2', 'registry-1'], fault: { kind: 'cut' } };
  expect(runner.view.value.links).toEqual([cut]);
  await runner.stop();
  expect(runner.view.value.links).toEqual([]);
});

test('an instance that cannot be restarted says why, and the others run on', async () => {
  let isBroken = false;
  const error = new StartError('hello', { code: 'threw', stack: '' }, 'It threw.', '');
  const { runner } = open({
    start: async () => {
      if (isBroken) throw error;
    },
  });
  await runner.start();
  isBroken = true;
  await runner.command('hello-1', 'restart');
  expect(runner.problem.value).toMatchObject({ kind: 'start', error });
  expect(runner.run.value.state).toBe('stopped');
});

test('Stop ends the service, and it is shown dead with what ended it', async () => {
  const { runner } = open();
  await runner.start();
  await runner.stop();
  expect(runner.run.value.state).toBe('stopped');
  expect(runner.view.value.instances[0]?.life).toEqual({ state: 'dead', how: 'SIGTERM' });
  expect(runner.output.value.lines.at(-1)?.text).toBe('ended: SIGTERM');
});

test('a service that ends by itself is no longer running', async () => {
  const { runner, sandboxes } = open();
  await runner.start();
  sandboxes[0]?.end('hello-1', { by: 'code', code: 1 });
  await expect.poll(() => runner.run.value.state).toBe('stopped');
  expect(runner.view.value.instances[0]?.life).toEqual({ state: 'dead', how: 'exit code 1' });
});

test('a start that fails is told as it was given', async () => {
  const error = new StartError('hello', { code: 'threw', stack: 'at a.ts:1:1' }, 'It threw.', '');
  const { runner } = open({ start: () => Promise.reject(error) });
  await runner.start();
  expect(runner.problem.value).toEqual({ kind: 'start', error, files: { 'a.ts': 'one' } });
  expect(runner.run.value.state).toBe('stopped');
});

test('a start that fails is about the files it was started with, not those typed meanwhile', async () => {
  const error = new StartError('hello', { code: 'threw', stack: 'at a.ts:1:1' }, 'It threw.', '');
  const { files, runner } = open({
    start: async () => {
      files.value = { 'a.ts': 'two' };
      throw error;
    },
  });
  await runner.start();
  expect(runner.problem.value).toMatchObject({ files: { 'a.ts': 'one' } });
});

test('Stop gives up a start that does not come to listen', async () => {
  const { runner } = open({
    start: (_spec, signal) =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
  });
  const started = runner.start();
  await expect.poll(() => runner.view.value.instances.length).toBe(1);
  await runner.stop();
  await started;
  expect(runner.run.value.state).toBe('stopped');
  expect(runner.problem.value).toBeNull();
});

test('a sandbox that cannot boot says why, and Run tries a new one', async () => {
  let refuse = true;
  const { runner, sandboxes } = open({
    boot: async () => {
      if (refuse) throw new SandboxError('boot-failed', 'The frame did not load.', 'Reload.');
    },
  });
  await runner.prepare();
  expect(runner.machine.value).toMatchObject({ state: 'failed', hint: 'Reload.' });
  expect(sandboxes[0]?.disposed).toBe(true);
  refuse = false;
  await runner.start();
  expect(runner.run.value.state).toBe('running');
  expect(sandboxes).toHaveLength(2);
});

test('a sandbox that is lost takes its instances with it, and says so', async () => {
  const { runner, sandboxes, lives } = open();
  await runner.start();
  sandboxes[0]?.lose(new SandboxError('lost', 'The sandbox died.', 'Run again.'));
  await expect.poll(() => runner.machine.value.state).toBe('failed');
  expect(runner.run.value.state).toBe('stopped');
  expect(lives()).toEqual([]);
});

test('another kind of sandbox ends what ran, and what the old one says after that shows no instance', async () => {
  const { runner, kind, sandboxes, lives } = open();
  await runner.start();
  kind.value = 'webcontainer';
  expect(lives()).toEqual([]);
  sandboxes[0]?.end('hello-1', { by: 'signal', signal: 'SIGKILL' });
  expect(runner.output.value.lines.at(-1)?.text).toBe('ended: SIGKILL');
  expect(lives()).toEqual([]);
  expect(runner.run.value.state).toBe('stopped');
});

test('every change of the files is compiled, and what is wrong is shown', async () => {
  const fault = { file: 'a.ts', line: 1, column: 1, message: 'wrong', hint: '', source: 'two' };
  const { runner, files } = open({
    sync: async (now) => (now['a.ts'] === 'two' ? [{ ...fault, code: 'syntax' as const }] : []),
  });
  await runner.prepare();
  files.value = { 'a.ts': 'two' };
  await expect.poll(() => runner.diagnostics.value.length).toBe(1);
  files.value = { 'a.ts': 'three' };
  await expect.poll(() => runner.diagnostics.value.length).toBe(0);
});
