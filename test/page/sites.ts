import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { createServer as createDevServer } from 'vite';
import { inject } from 'vitest';
import { createSiteServer } from '../../playground/page/serve/site-server.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** The page as somebody serves it. */
export interface Site {
  /** Ends with a slash. */
  readonly url: string;
  /** The file that is served at an address below `url`. */
  fileOf(url: string): string;
  close(): Promise<void>;
}

/** A base path that the build knows nothing of. */
const DEEP_BASE = '/courses/2026/brownout';

/** The site as built, below a path of a server that has other things too. */
export async function builtSite(): Promise<Site> {
  const outDir = inject('builtSite');
  const files = createSiteServer(outDir);
  const server = createServer((request, response) => {
    const url = request.url ?? '/';
    if (!url.startsWith(`${DEEP_BASE}/`)) return void response.writeHead(404).end();
    request.url = url.slice(DEEP_BASE.length);
    files.emit('request', request, response);
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}${DEEP_BASE}/`,
    fileOf: (url) => join(outDir, new URL(url).pathname.slice(DEEP_BASE.length)),
    async close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** The page as authors see it. */
export async function devSite(): Promise<Site> {
  const server = await createDevServer({ root: ROOT, logLevel: 'error', server: { port: 0 } });
  await server.listen();
  const { port } = (server.httpServer as Server).address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    fileOf: (url) => join(ROOT, new URL(url).pathname),
    close: () => server.close(),
  };
}

function listen(server: Server): Promise<number> {
  return new Promise((done) => {
    server.listen(0, '127.0.0.1', () => done((server.address() as AddressInfo).port));
  });
}
