import { NO_POWER_LOSS } from '../../runtime/sandbox/errors.ts';
import { createNodeSandbox } from '../../runtime/sandbox/node/index.ts';
import { NO_FAULTS } from '../../runtime/sandbox/node/node-sandbox.ts';
import { describeSandbox } from './describe-sandbox.ts';

describeSandbox('The node sandbox', () => createNodeSandbox(), {
  'power loss': NO_POWER_LOSS,
  faults: NO_FAULTS,
});
