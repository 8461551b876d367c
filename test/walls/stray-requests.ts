import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Plugin } from 'vite';
import { REPORT, type StrayReport } from './strays.ts';

/** What begins so on the page's own server is a request that should not have been made. */
const STRAY = '/stray';

/**
 * For tests of the sandbox's walls: counts requests that get out of it. A refusal that the attacker
 * sees proves little, for an answer may be withheld from it while the request has been made.
 */
export function strayRequests(): Plugin {
  const arrived: string[] = [];
  let opening: Promise<Server> | null = null;
  return {
    name: 'brownout:stray-requests',
    apply: 'serve',

    configureServer(server) {
      opening ??= openOutside(arrived);
      const outside = opening;
      server.middlewares.use(async (request, response, next) => {
        const path = request.url ?? '/';
        if (path.startsWith(STRAY)) {
          arrived.push(path);
          response.end();
        } else if (path.startsWith(REPORT)) {
          const { port } = (await outside).address() as AddressInfo;
          const report: StrayReport = { outside: `http://127.0.0.1:${port}`, arrived };
          response.setHeader('content-type', 'application/json');
          response.end(JSON.stringify(report));
        } else next();
      });
      server.httpServer?.on('upgrade', ({ url = '/' }) => {
        if (url.startsWith(STRAY)) arrived.push(`upgrade ${url}`);
      });
    },

    async closeBundle() {
      const server = await opening;
      server?.closeAllConnections();
      server?.close();
    },
  };
}

function openOutside(arrived: string[]): Promise<Server> {
  const server = createServer((request, response) => {
    arrived.push(`outside ${request.url}`);
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('content-type', 'text/javascript');
    response.end('globalThis.stray = 1;');
  });
  server.on('upgrade', (request, socket) => {
    arrived.push(`outside upgrade ${request.url}`);
    socket.destroy();
  });
  // Nothing waits for it: it is there as long as the server that it belongs to.
  server.unref();
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}
