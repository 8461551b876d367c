import { createSimulatedSandbox, QUIET_SCHEDULE } from '../../runtime/sandbox/simulated/index.ts';
import { nodeRealm } from '../../runtime/sandbox/simulated/node.ts';
import { describeSandbox } from './describe-sandbox.ts';

describeSandbox('The simulated sandbox, in Node', async () =>
  createSimulatedSandbox({ schedule: QUIET_SCHEDULE, realm: await nodeRealm() }),
);
