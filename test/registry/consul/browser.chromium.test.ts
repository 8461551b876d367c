import bundle from 'virtual:brownout/consul-instance';
import { createBrowserSandbox } from '../../../runtime/sandbox/browser/index.ts';
import { describeInstance } from './describe-instance.ts';

describeInstance('Consul in the browser sandbox', createBrowserSandbox, () => bundle);
