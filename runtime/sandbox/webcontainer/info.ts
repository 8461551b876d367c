import { NO_POWER_LOSS } from '../errors.ts';
import type { SandboxInfo } from '../sandbox.ts';

export const WEBCONTAINER_INFO: SandboxInfo = {
  kind: 'webcontainer',
  title: 'Node.js in this page, by WebContainer',
  limits: [
    'It needs a network: its engine is hosted by StackBlitz, and loaded when it boots.',
    NO_POWER_LOSS,
    'A pause begins when a service comes back to its event loop: an endless loop is not paused.',
    'Programs and worker threads that a service starts are outside of the network.',
    'Node here has no http2, and AsyncLocalStorage loses its store after await.',
  ],
};
