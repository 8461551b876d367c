import { createBrowserSandbox } from '../../runtime/sandbox/browser/index.ts';
import { describePackages } from './describe-packages.ts';

describePackages('the browser sandbox', createBrowserSandbox);
