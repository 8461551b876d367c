/** `npm start`: builds the site unless it is built already, serves it, and says where it is. */
import { join, resolve } from 'node:path';
import { listenForPage, PortError } from './listen.ts';
import { createSiteServer } from './site-server.ts';
import { digestSources, isBuiltFrom, stampSite } from './sources.ts';

const root = resolve(import.meta.dirname, '../../..');
const site = join(root, 'dist');

try {
  const digest = await digestSources(root);
  if (!(await isBuiltFrom(site, digest))) {
    console.log('Building the site: this takes a few seconds, and only when something changed.');
    const { build } = await import('vite');
    await build({ root, logLevel: 'error' });
    await stampSite(site, digest);
  }
  const server = createSiteServer(site);
  const port = await listenForPage(server, process.env.PORT);
  console.log(`Brownout is at http://127.0.0.1:${port}/ (Ctrl+C ends it)`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      server.close();
      server.closeAllConnections();
    });
  }
} catch (error) {
  const known = error instanceof PortError;
  console.error(known ? error.message : error);
  process.exitCode = 1;
}
