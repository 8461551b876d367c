/** `npm run bench`: every figure in one run, so that what stands side by side was measured side by side. */
import { cpus } from 'node:os';
import { benchNetwork } from './network.ts';
import { benchNetworkNode } from './network-node.ts';
import { benchPageLoad } from './page-load.ts';
import { benchRegistry } from './registry/index.ts';
import { benchRequests } from './requests/index.ts';
import { benchSearch } from './search/index.ts';
import { benchSimulator } from './simulator/index.ts';
import { benchStarts } from './starts.ts';
import { benchTerminal } from './terminal.ts';

const benches = {
  starts: benchStarts,
  network: benchNetwork,
  'network-node': benchNetworkNode,
  requests: benchRequests,
  registry: benchRegistry,
  page: benchPageLoad,
  terminal: benchTerminal,
  simulator: benchSimulator,
  // Last, for it freezes the realm that it runs in.
  search: benchSearch,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`There is no bench "${unknown[0]}". There are ${Object.keys(benches).join(', ')}.`);
  process.exit(2);
}

console.log(
  `Node ${process.version}, ${cpus().length} cores. Medians; machines are noisy, ratios hold better.`,
);
for (const [name, bench] of Object.entries(benches)) {
  if (asked.length === 0 || asked.includes(name)) await bench();
}
