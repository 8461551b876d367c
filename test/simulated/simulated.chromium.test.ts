import { createSimulatedSandbox } from '../../runtime/sandbox/simulated/index.ts';
import { createPageRealm } from '../support/page-realm.ts';
import { describeIsolation } from './describe-isolation.ts';
import { describeRunaway, MAX_STEPS } from './describe-runaway.ts';
import { describeVerdicts } from './describe-verdicts.ts';

const realm = createPageRealm();

describeRunaway('simulated code that runs on without end, in Chromium', () =>
  createSimulatedSandbox({ seed: 1, realm, maxSteps: MAX_STEPS }),
);

describeIsolation('what one simulated process does, in Chromium', () =>
  createSimulatedSandbox({ seed: 1, realm }),
);

describeVerdicts('the verdict on a service, in Chromium', () => realm);
