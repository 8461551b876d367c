/** The WebContainer of a page, with the client that StackBlitz publishes. */

import texts from 'virtual:brownout/container-files';
import { WebContainer } from '@webcontainer/api';
import { nodeFiles } from '../../compile/packages/node-files.ts';
import { SandboxError } from '../errors.ts';
import type { Sandbox } from '../sandbox.ts';
import { type ContainerFiles, createWebcontainerSandbox, OneContainer } from './index.ts';

const files: ContainerFiles = {
  ...texts,
  async packages(specifiers) {
    const { default: store } = await import('virtual:brownout/container-packages');
    return nodeFiles(store, specifiers);
  },
};

const one = new OneContainer({
  whyNot,
  boot: () => WebContainer.boot({ coep: 'require-corp', workdirName: 'brownout' }),
  files,
});

/** A sandbox that is not booted yet, in this page's one container. */
export function createPageWebcontainer(): Sandbox {
  return createWebcontainerSandbox(one);
}

function whyNot(): SandboxError | null {
  if (globalThis.crossOriginIsolated) return null;
  return new SandboxError(
    'not-available',
    'WebContainer needs a page that is isolated from other origins, and this one is not: its server sends no COOP and COEP headers.',
    'Use the browser sandbox, or serve the page with `npm start`, which sends them.',
  );
}
