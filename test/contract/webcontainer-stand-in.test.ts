import { afterAll } from 'vitest';
import { NO_POWER_LOSS } from '../../runtime/sandbox/errors.ts';
import {
  createWebcontainerSandbox,
  OneContainer,
} from '../../runtime/sandbox/webcontainer/index.ts';
import { containerFiles } from '../webcontainer/files.ts';
import { standIn } from '../webcontainer/stand-in.ts';
import { describeSandbox } from './describe-sandbox.ts';

const engine = await standIn();
const files = await containerFiles();
const one = new OneContainer({
  whyNot: () => null,
  boot: () => engine.WebContainer.boot({ workdirName: 'brownout' }),
  files,
});
afterAll(() => engine.close());

describeSandbox(
  'the webcontainer sandbox, on a stand-in for the hosted engine (this machine’s Node, not WebContainer)',
  () => createWebcontainerSandbox(one),
  { 'power loss': NO_POWER_LOSS },
);
