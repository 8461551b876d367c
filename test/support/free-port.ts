import process from 'node:process';
import { isFree } from '../../runtime/sandbox/node/ports.ts';

/** Below what systems and sandboxes hand out, and for each of Vitest's workers ports of its own. */
const FIRST_PORT = 10_000;
const PORTS_OF_A_WORKER = 1000;
const WORKERS = 10;
const STEP = 10;

const firstOfWorker =
  FIRST_PORT + PORTS_OF_A_WORKER * (Number(process.env.VITEST_POOL_ID ?? 0) % WORKERS);
let turn = process.pid;

/** A port that nothing listens on, nor on the two after it: further instances get those. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < PORTS_OF_A_WORKER / STEP; tries++) {
    turn += 1;
    const port = firstOfWorker + ((turn * STEP) % PORTS_OF_A_WORKER);
    const ports = [port, port + 1, port + 2];
    if ((await Promise.all(ports.map(isFree))).every((free) => free)) return port;
  }
  throw new Error(`No three ports from ${firstOfWorker} on are free.`);
}
