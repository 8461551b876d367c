import { createSimulatedSandbox } from '../../runtime/sandbox/simulated/index.ts';
import { nodeRealm } from '../../runtime/sandbox/simulated/node.ts';
import { describeIsolation } from './describe-isolation.ts';
import { describeRunaway, MAX_STEPS } from './describe-runaway.ts';
import { describeVerdicts } from './describe-verdicts.ts';

describeRunaway('simulated code that runs on without end, in Node', async () =>
  createSimulatedSandbox({ seed: 1, realm: await nodeRealm(), maxSteps: MAX_STEPS }),
);

describeIsolation('what one simulated process does, in Node', async () =>
  createSimulatedSandbox({ seed: 1, realm: await nodeRealm() }),
);

describeVerdicts('the verdict on a service, in Node', nodeRealm);
