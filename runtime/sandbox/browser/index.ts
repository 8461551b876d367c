/** The sandbox in the page: each service a worker, inside a closed frame. It needs no server. */

import { plain, withContext } from 'virtual:brownout/packages';
import frameUrl from 'virtual:brownout/sandbox-frame';
import type { FetchPackage } from '../linked-program.ts';
import type { Sandbox } from '../sandbox.ts';
import { BrowserSandbox } from './browser-sandbox.ts';

/** A sandbox that is not booted yet. For pages built with the plugin of vite-plugin.ts. */
export function createBrowserSandbox(): Sandbox {
  return new BrowserSandbox(frameUrl, fetchPackage);
}

/** The browser keeps what it has fetched once. */
const fetchPackage: FetchPackage = async (name, { asyncContext }) => {
  const fetchers = asyncContext ? withContext : plain;
  return (await fetchers[name]?.())?.default ?? [];
};
