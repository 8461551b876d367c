/** Where schedules are measured: in what a learner's check runs in. */
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { bundle } from '../../../runtime/sandbox/browser/build/bundle.ts';
import { threadText } from '../../../runtime/scenario/checker/node/build.ts';
import { startThread } from '../../../runtime/scenario/checker/node/start-thread.ts';
import { CHROMIUM_FLAGS, findChromium } from '../../support/chromium.ts';
import type { Answer, Asked, Begin } from './serve.ts';

export interface Subject {
  readonly name: string;
  ask(asked: Asked): Promise<Answer>;
  close(): Promise<unknown>;
}

const MEMORY_MB = 768;

/** A thread that runs a bundle, as the checker of the terminal is. */
export async function nodeThread(begin: Begin): Promise<Subject> {
  const entry = fileURLToPath(new URL('thread.ts', import.meta.url));
  const text = await threadText('bench-simulator', entry);
  const thread = startThread(
    { ...begin, workerName: 'brownout:bench', workerText: text },
    MEMORY_MB,
  );
  return {
    name: 'Node',
    ask: async (asked) => {
      thread.postMessage(asked);
      return (await once(thread, 'message'))[0] as Answer;
    },
    close: () => thread.terminate(),
  };
}

declare global {
  interface Window {
    worker: Worker;
  }
}

/** A worker in a page, as the checker of the page is. */
export async function chromiumWorker(begin: Begin): Promise<Subject> {
  const { code } = await bundle(new URL('worker.ts', import.meta.url), true);
  const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_FLAGS });
  const tab = await browser.newPage();
  await tab.evaluate(
    ([text, first]) => {
      window.worker = new Worker(URL.createObjectURL(new Blob([text])));
      window.worker.postMessage(first);
    },
    [code, begin] as const,
  );
  return {
    name: 'Chromium',
    ask: (asked) =>
      tab.evaluate(
        (question) =>
          new Promise<Answer>((resolve) => {
            window.worker.onmessage = ({ data }) => resolve(data);
            window.worker.onerror = ({ message }) => resolve({ failed: message });
            window.worker.postMessage(question);
          }),
        asked,
      ),
    close: () => browser.close(),
  };
}
