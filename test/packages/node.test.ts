import { createNodeSandbox } from '../../runtime/sandbox/node/index.ts';
import { describePackages } from './describe-packages.ts';

describePackages('the node sandbox', () => createNodeSandbox());
