import { createNodeSandbox } from '../../runtime/sandbox/node/index.ts';
import { describeSandbox } from './describe-sandbox.ts';

describeSandbox('The node sandbox', () => createNodeSandbox());
