import { createBrowserSandbox } from '../../runtime/sandbox/browser/index.ts';
import { NO_POWER_LOSS } from '../../runtime/sandbox/errors.ts';
import { describeSandbox } from './describe-sandbox.ts';

describeSandbox('the browser sandbox', createBrowserSandbox, { 'power loss': NO_POWER_LOSS });
