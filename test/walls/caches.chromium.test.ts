import { afterEach, expect, test } from 'vitest';
import { Lab } from '../contract/lab.ts';
import { sandboxWithProcesses } from './frames.ts';

/**
 * WebKit lets a frame of opaque origin open caches, which the other engines refuse. So it must be
 * storage of that frame alone: no other sandbox may find what is put there, nor the page.
 */

const labs: Lab[] = [];
afterEach(async () => {
  for (const lab of labs.splice(0)) await lab.close();
});

const NAME = 'brownout-hidden';
const URL_KEPT = 'https://hidden.test/kept';

/** Runs in a worker that hides nothing; sent as text. Looks first, and then puts something there. */
async function lookAndPut(name: string, url: string): Promise<string> {
  try {
    if ((await caches.keys()).length > 0) return `found ${await caches.keys()}`;
    if ((await caches.match(url)) !== undefined) return 'found the answer';
    await (await caches.open(name)).put(url, new Response('1'));
    return 'found nothing';
  } catch {
    return 'refused';
  }
}

/** What a worker in a fresh sandbox sees. */
async function look(): Promise<string> {
  const given = [NAME, URL_KEPT].map((each) => JSON.stringify(each));
  const sandbox = await sandboxWithProcesses(
    () => `self.onmessage = async ({ data }) => {
  if (!data.some(({ type }) => type === 'run')) return;
  const text = await (${lookAndPut})(${given.join()});
  postMessage([{ type: 'output', stream: 'stdout', text, droppedBytes: 0 }, { type: 'exit', code: 0, uncaught: null }]);
};
postMessage([{ type: 'ready' }]);`,
  );
  const lab = new Lab(() => sandbox);
  labs.push(lab);
  await lab.open();
  await lab.sync('export {};');
  await lab.startError();
  return lab.printed('hello-1', 'stdout');
}

test('what one sandbox puts into caches no other finds, nor the page', async () => {
  const nothing = /^(refused|found nothing)$/;
  await (await caches.open('of-the-page')).put(URL_KEPT, new Response('1'));
  try {
    expect(await look()).toMatch(nothing);
    expect(await look()).toMatch(nothing);
    expect(await caches.keys()).not.toContain(NAME);
  } finally {
    await caches.delete('of-the-page');
  }
});
