/** What runs in the worker of the closed frame: the simulator, the judge, and learners' code. */
import { createBrowserEngine, Realm } from '../../../../sandbox/simulated/index.ts';
import * as scenarioApi from '../../../index.ts';
import type { Scenario } from '../../../scenario.ts';
import { type PackageFetched, Packages } from '../../packages.ts';
import type { ToChecker } from '../../protocol.ts';
import { serveChecks } from '../../serve.ts';
import type { WorkerStart } from '../protocol.ts';
import { scriptEvaluator } from './evaluate.ts';
import { lockGlobals } from './lock-globals.ts';

const { importScripts } = globalThis as unknown as { importScripts(url: string): void };

addEventListener('message', begin);

/**
 * The port to the page is known to the closures made here and to nobody else; what the worker says
 * in any other way is not listened to.
 */
function begin({ data, ports }: MessageEvent<WorkerStart>): void {
  const [port] = ports;
  if (port === undefined) return;
  removeEventListener('message', begin);
  const say = port.postMessage.bind(port) as (message: unknown) => void;
  const evaluate = scriptEvaluator(importScripts.bind(globalThis));
  const packages = new Packages(say);
  const engine = createBrowserEngine(evaluate);
  const { processText } = data;
  const realm = new Realm({ engine, processText, fetchPackage: packages.fetch });
  lockGlobals();
  const hear = serveChecks({
    realm,
    say,
    load: async (text) => {
      const { value } = evaluate(text, 'brownout:check');
      return (value as (api: typeof scenarioApi) => Scenario)(scenarioApi);
    },
  });
  port.onmessage = ({ data }: MessageEvent<ToChecker | PackageFetched>) => {
    if (data.type === 'package-fetched') packages.fetched(data);
    else hear(data);
  };
}
