import { NO_POWER_LOSS } from '../../runtime/sandbox/errors.ts';
import { createNodeSandbox } from '../../runtime/sandbox/node/index.ts';
import { describeSandbox } from './describe-sandbox.ts';

describeSandbox('The node sandbox', () => createNodeSandbox(), {
  'power loss': NO_POWER_LOSS,
});
