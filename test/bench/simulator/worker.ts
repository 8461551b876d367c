/** What runs in a worker of a page: bundled as the checker's is. */
import { createBrowserEngine } from '../../../runtime/sandbox/simulated/index.ts';
import { scriptEvaluator } from '../../../runtime/scenario/checker/browser/worker/evaluate.ts';
import { type Asked, type Begin, serveFigures } from './serve.ts';

const { importScripts } = globalThis as unknown as { importScripts(url: string): void };
const engine = createBrowserEngine(scriptEvaluator(importScripts.bind(globalThis)));

addEventListener(
  'message',
  ({ data: begin }: MessageEvent<Begin>) => {
    const answer = serveFigures(engine, begin);
    addEventListener('message', async ({ data }: MessageEvent<Asked>) => {
      postMessage(await answer(data));
    });
  },
  { once: true },
);
