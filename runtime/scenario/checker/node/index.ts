/** Checks in a thread of Node's: for the terminal. */
import { Worker } from 'node:worker_threads';
import type { LaunchVessel, Vessel, VesselEvents } from '../vessel.ts';

/** What the code of a check and the services in it may take, unless told. */
const MEMORY_MB = 768;

/** Threads that serve checks; `CheckJob.check` is the URL of a step's check.ts. */
export function threads({ memoryMb = MEMORY_MB } = {}): LaunchVessel {
  return (events) => launch(memoryMb, events);
}

function launch(memoryMb: number, { heard, died }: VesselEvents): Vessel {
  const thread = new Worker(new URL('thread.mjs', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    // It inherits no loader: it registers its own.
    execArgv: [],
    stdout: true,
    stderr: true,
  });
  let isEnded = false;
  const die = (outOfMemory: boolean, message: string) => {
    if (!isEnded) died({ outOfMemory, message });
    isEnded = true;
  };
  thread.on('message', heard);
  thread.on('error', (error: NodeJS.ErrnoException) => {
    die(error.code === 'ERR_WORKER_OUT_OF_MEMORY', error.stack ?? String(error));
  });
  thread.on('exit', (code) => die(false, `its thread ended with exit code ${code}.`));
  return {
    post: (message) => thread.postMessage(message),
    end: async () => {
      isEnded = true;
      await thread.terminate();
    },
  };
}
