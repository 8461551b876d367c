import { NO_POWER_LOSS } from '../../runtime/sandbox/errors.ts';
import { createPageWebcontainer } from '../../runtime/sandbox/webcontainer/page.ts';
import { describeSandbox } from '../contract/describe-sandbox.ts';

describeSandbox('the webcontainer sandbox, on the hosted engine', createPageWebcontainer, {
  'power loss': NO_POWER_LOSS,
});
