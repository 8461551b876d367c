/** The sandbox in the page: each service a worker, inside a closed frame. It needs no server. */

import frameUrl from 'virtual:brownout/sandbox-frame';
import type { Sandbox } from '../sandbox.ts';
import { BrowserSandbox } from './browser-sandbox.ts';
import { fetchPackage } from './fetch-package.ts';

/** A sandbox that is not booted yet. For pages built with the plugin of vite-plugin.ts. */
export function createBrowserSandbox(): Sandbox {
  return new BrowserSandbox(frameUrl, fetchPackage);
}
