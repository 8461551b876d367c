import { createBrowserSandbox } from '../../runtime/sandbox/browser/index.ts';
import { describeSandbox } from './describe-sandbox.ts';

describeSandbox('the browser sandbox', createBrowserSandbox);
