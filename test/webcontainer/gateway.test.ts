import { afterAll, expect, test } from 'vitest';
import {
  createWebcontainerSandbox,
  OneContainer,
} from '../../runtime/sandbox/webcontainer/index.ts';
import { HELLO } from '../contract/fixtures.ts';
import { useSandbox } from '../contract/lab.ts';
import { containerFiles } from './files.ts';
import { standIn } from './stand-in.ts';

/** What an engine's container was asked to run: the gateway is the first. */
const processes: { kill(): void }[] = [];
/** The engine tells of a process that it has started only when this has come. */
let told = Promise.resolve();

const engine = await standIn();
const files = await containerFiles();
const one = new OneContainer({
  whyNot: () => null,
  files,
  async boot() {
    const container = await engine.WebContainer.boot({ workdirName: 'brownout' });
    const spawn = container.spawn.bind(container) as (...args: unknown[]) => Promise<never>;
    container.spawn = (async (...args: unknown[]) => {
      const process = await spawn(...args);
      processes.push(process);
      await told;
      return process;
    }) as typeof container.spawn;
    return container;
  },
});
afterAll(() => engine.close());

const lab = useSandbox(() => createWebcontainerSandbox(one));

test('a sandbox whose gateway dies is lost, says so, and its instances are gone (on a stand-in)', async () => {
  const hello = await lab.run(HELLO);
  expect(await lab.text(hello)).toBe('Hello, world');
  processes[0]?.kill();
  expect(await lab.sandbox.lost).toMatchObject({
    code: 'lost',
    message: expect.stringContaining('its gateway ended'),
  });
  expect(await hello.exited).toEqual({ by: 'signal', signal: 'SIGKILL' });
  await expect(lab.fetch(hello)).rejects.toMatchObject({ code: 'lost' });
  await expect(lab.start()).rejects.toMatchObject({ code: 'lost' });
});

test('a service may ask for its port before the engine has told that it runs (on a stand-in)', async () => {
  // Once more to the gateway and back: by then it has been asked for the port.
  told = lab.untilPrinted('hello-1', 'stdout', 'running').then(() => lab.sandbox.network.set([]));
  const code = `console.log('running');\n${HELLO}`;
  const hello = await lab.run(code);
  expect(await lab.text(hello)).toBe('Hello, world');
});
