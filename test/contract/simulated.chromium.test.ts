import { createSimulatedSandbox, QUIET_SCHEDULE } from '../../runtime/sandbox/simulated/index.ts';
import { createPageRealm } from '../support/page-realm.ts';
import { describeSandbox } from './describe-sandbox.ts';

const realm = createPageRealm();

describeSandbox('the simulated sandbox, in Chromium', () =>
  createSimulatedSandbox({ schedule: QUIET_SCHEDULE, realm }),
);
