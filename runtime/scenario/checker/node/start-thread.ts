import { Worker } from 'node:worker_threads';
import type { ThreadStart } from './protocol.ts';

/** A thread that runs a bundled text; of JavaScript's objects it may have so much. */
export function startThread(start: ThreadStart, memoryMb: number): Worker {
  return new Worker(new URL('thread.mjs', import.meta.url), {
    workerData: start,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    // It inherits no loader, and needs none.
    execArgv: [],
    stdout: true,
    stderr: true,
  });
}
