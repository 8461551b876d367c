import { afterEach, expect, test } from 'vitest';
import { launchFrame } from '../../runtime/scenario/checker/browser/frame.ts';
import { Lab, limit } from '../contract/lab.ts';
import { attackText, type Outcomes } from './attack.ts';
import { checkFrameWithWorker, sandboxWithProcesses } from './frames.ts';
import { seedPage } from './seed-page.ts';
import { readStrays } from './strays.ts';

/**
 * The walls are the frame's origin and policy, and not the globals that a process hides from its
 * program. So the attacker here is a worker that hides nothing.
 */

const undo: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const back of undo.splice(0).reverse()) await back();
});

async function prepareAttack(): Promise<string> {
  undo.push(await seedPage());
  const { outside } = await readStrays();
  const blob = new Blob(["globalThis.postMessage?.([{ type: 'ready' }]);"], {
    type: 'text/javascript',
  });
  const pageBlob = URL.createObjectURL(blob);
  undo.push(async () => URL.revokeObjectURL(pageBlob));
  return attackText(location.origin, outside, pageBlob);
}

function through(outcomes: Outcomes): string[] {
  return Object.keys(outcomes).filter((name) => outcomes[name] !== 'refused');
}

test('from inside the frame nothing of the page can be reached, nor anything else', async () => {
  const text = await prepareAttack();
  const sandbox = await sandboxWithProcesses(() => text);
  const lab = new Lab(() => sandbox);
  undo.push(() => lab.close());
  await lab.open();
  const { arrived: before } = await readStrays();
  await lab.sync('export {};');
  await lab.startError();
  const outcomes: Outcomes = JSON.parse(lab.printed('hello-1', 'stdout'));
  expect(Object.keys(outcomes).length).toBeGreaterThan(40);
  expect(through(outcomes)).toEqual([]);
  const { arrived } = await readStrays();
  expect(arrived.slice(before.length)).toEqual([]);
});

test('nor from inside the frame in which checks run', async () => {
  const url = await checkFrameWithWorker(`${overPort}\n${await prepareAttack()}`);
  const { arrived: before } = await readStrays();
  const outcomes = await new Promise<Outcomes>((resolve, reject) => {
    limit().onabort = reject;
    const heard = (data: unknown) => {
      const [message] = data as readonly { readonly type: string; readonly text: string }[];
      if (message?.type === 'output') resolve(JSON.parse(message.text));
    };
    const died = ({ message }: { readonly message: string }) => reject(new Error(message));
    const vessel = launchFrame(url, async () => [], { heard, died });
    undo.push(() => vessel.end());
  });
  expect(Object.keys(outcomes).length).toBeGreaterThan(40);
  expect(through(outcomes)).toEqual([]);
  const { arrived } = await readStrays();
  expect(arrived.slice(before.length)).toEqual([]);
});

/** Has the attack, which talks as a process of the sandbox does, talk as a check's worker. */
const overPort = `addEventListener('message', ({ ports: [port] }) => {
  globalThis.postMessage = (message) => port.postMessage(message);
  onmessage({ data: [{ type: 'run' }] });
}, { once: true, capture: true });`;

test('the same attacks do get through from a worker of the page itself', async () => {
  const code = new Blob([await prepareAttack()], { type: 'text/javascript' });
  const worker = new Worker(URL.createObjectURL(code));
  undo.push(async () => worker.terminate());
  const outcomes = await new Promise<Outcomes>((resolve, reject) => {
    limit().onabort = reject;
    worker.onmessage = ({ data: [message] }) => {
      if (message.type === 'output') resolve(JSON.parse(message.text));
    };
    worker.postMessage([{ type: 'run' }]);
  });
  expect(through(outcomes)).toEqual(
    expect.arrayContaining([
      'fetch to the page',
      'fetch to elsewhere',
      'XMLHttpRequest to the page',
      'importScripts to elsewhere',
      'import() of data',
      'fetch by a nested Worker',
      'import() by a nested Worker',
      'an import by a nested module Worker',
      "fetch of the page's blob",
      "a Worker of the page's blob",
      'eval',
      'setTimeout of a text',
      "the page's databases",
      "the page's caches",
      "the page's locks",
      "the page's channels",
    ]),
  );
  const { arrived } = await readStrays();
  expect(arrived).toContain('outside /stray');
});
