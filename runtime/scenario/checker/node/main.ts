/** What runs in the thread: see `launchThread`. */
import { parentPort } from 'node:worker_threads';
import { nodeRealm } from '../../../sandbox/simulated/node.ts';
import type { Scenario } from '../../scenario.ts';
import type { ToChecker } from '../protocol.ts';
import { serveChecks } from '../serve.ts';

if (parentPort === null)
  throw new Error('This is the main module of a thread, and of nothing else.');
const port = parentPort;
const realm = await nodeRealm();
const hear = serveChecks({
  realm,
  say: (message) => port.postMessage(message),
  load: async (url) => ((await import(url)) as { readonly default: Scenario }).default,
});
port.on('message', (message: ToChecker) => hear(message));
