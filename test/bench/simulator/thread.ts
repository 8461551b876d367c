/** What runs in a thread of Node's: bundled as the checker's is. */
import { parentPort, workerData } from 'node:worker_threads';
import { nodeEngine } from '../../../runtime/sandbox/simulated/engine/node.ts';
import { type Asked, type Begin, serveFigures } from './serve.ts';

const answer = serveFigures(nodeEngine, workerData as Begin);
parentPort?.on('message', async (asked: Asked) => parentPort?.postMessage(await answer(asked)));
