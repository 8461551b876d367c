import { createNodeSandbox } from '../../../runtime/sandbox/node/index.ts';
import { bundleInstance } from './bundle-instance.ts';
import { describeInstance } from './describe-instance.ts';

describeInstance('Consul in the node sandbox', () => createNodeSandbox(), bundleInstance);
