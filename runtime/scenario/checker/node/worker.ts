/** What runs in the thread: the simulator, the judge, and learners' code. See `build.ts`. */
import { parentPort, workerData } from 'node:worker_threads';
import { nodeEngine } from '../../../sandbox/simulated/engine/node.ts';
import { Realm } from '../../../sandbox/simulated/index.ts';
import * as scenarioApi from '../../index.ts';
import type { Scenario } from '../../scenario.ts';
import { type PackageFetched, Packages } from '../packages.ts';
import type { ToChecker } from '../protocol.ts';
import { serveChecks } from '../serve.ts';
import { CHECK_NAME, type ThreadStart } from './protocol.ts';

type CheckModule = (api: typeof scenarioApi) => { readonly default: Scenario };

if (parentPort === null)
  throw new Error('This is the main module of a thread, and of nothing else.');
const port = parentPort;
const { processText } = workerData as ThreadStart;
const say = (message: unknown) => port.postMessage(message);
const packages = new Packages(say);
const realm = new Realm({ engine: nodeEngine, processText, fetchPackage: packages.fetch });
const hear = serveChecks({
  realm,
  say,
  load: async (text) => {
    const { value } = nodeEngine.evaluate(text, CHECK_NAME);
    return (value as CheckModule)(scenarioApi).default;
  },
});
port.on('message', (message: ToChecker | PackageFetched) => {
  if (message.type === 'package-fetched') packages.fetched(message);
  else hear(message);
});
