/** `npm start`: builds the site unless it is built already, serves it, and says where it is. */
import { join, resolve } from 'node:path';
import { listenForPage } from './listen.ts';
import { createSiteServer } from './site-server.ts';
import { digestSources, isBuiltFrom, stampSite } from './sources.ts';

const root = resolve(import.meta.dirname, '../../..');
const site = join(root, 'dist');

try {
  const server = createSiteServer(site);
  // First of all: nobody should wait for a build only to hear that the port is taken.
  const port = await listenForPage(server, process.env.PORT);
  await buildSite();
  console.log(`Brownout is at http://127.0.0.1:${port}/ (Ctrl+C ends it)`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      server.close();
      server.closeAllConnections();
    });
  }
} catch (error) {
  console.error(isForTheLearner(error) ? error.message : error);
  process.exit(1);
}

async function buildSite(): Promise<void> {
  const digest = await digestSources(root);
  if (await isBuiltFrom(site, digest)) return;
  console.log('Building the site: this takes a few seconds, and only when something changed.');
  const { build } = await import('vite');
  await build({ root, logLevel: 'error' });
  await stampSite(site, digest);
}

/** By name: Vite bundles its configuration, and what that throws is of classes of its own. */
function isForTheLearner(error: unknown): error is Error {
  return error instanceof Error && ['CourseError', 'PortError'].includes(error.name);
}
