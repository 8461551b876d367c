import { createSimulatedSandbox } from '../../runtime/sandbox/simulated/index.ts';
import { nodeRealm } from '../../runtime/sandbox/simulated/node.ts';
import { describeSandbox } from './describe-sandbox.ts';

describeSandbox('The simulated sandbox, in Node', async () =>
  createSimulatedSandbox({ seed: 1, realm: await nodeRealm() }),
);
