import { createSimulatedSandbox } from '../../runtime/sandbox/simulated/index.ts';
import { createPageRealm } from '../support/page-realm.ts';
import { describeSandbox } from './describe-sandbox.ts';

const realm = createPageRealm();

describeSandbox('the simulated sandbox, in Chromium', () =>
  createSimulatedSandbox({ seed: 1, realm }),
);
