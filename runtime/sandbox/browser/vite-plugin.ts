import type { Plugin, ViteDevServer } from 'vite';
import { vettedPackages } from '../../compile/packages/vite-plugin.ts';
import { registryFiles } from '../registry/build.ts';
import { REGISTRY_ENTRY } from '../registry/entry.ts';
import { buildFrameDocument, type FrameDocument } from './build/document.ts';

/** The module that gives the page its frame's URL; its type is in frame-url.d.ts. */
const MODULE = 'virtual:brownout/sandbox-frame';
const RESOLVED = `\0${MODULE}`;
const DEV_PATH = '@brownout/sandbox-frame.html';

/** What a page needs that runs services: the sandbox's frame, and the packages they import. */
export function browserSandbox(): Plugin[] {
  return [browserSandboxFrame(), vettedPackages({ [REGISTRY_ENTRY]: registryFiles })];
}

/**
 * Serves the sandbox's frame: the same document under the dev server, in vitest's browser mode and
 * in the built site, only minified there. The URL works under any base path.
 */
function browserSandboxFrame(): Plugin {
  let isBuild = false;
  let base = '/';
  let document: Promise<FrameDocument> | null = null;
  const documentNow = () => {
    document ??= buildFrameDocument({ minify: isBuild });
    return document;
  };

  return {
    name: 'brownout:sandbox-frame',

    configResolved(config) {
      isBuild = config.command === 'build';
      base = config.base;
    },

    resolveId(id) {
      return id === MODULE ? RESOLVED : null;
    },

    async load(id) {
      if (id !== RESOLVED) return null;
      if (!isBuild) return `export default ${JSON.stringify(base + DEV_PATH)};`;
      const { html, files } = await documentNow();
      for (const file of files) this.addWatchFile(file);
      const asset = this.emitFile({ type: 'asset', name: 'sandbox-frame.html', source: html });
      const code = `export default import.meta.ROLLUP_FILE_URL_${asset};`;
      return { code, meta: { bundledFiles: files } };
    },

    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const path = new URL(request.url ?? '/', 'http://localhost').pathname;
        if (!path.endsWith(`/${DEV_PATH}`)) return next();
        documentNow().then(({ html, files }) => {
          server.watcher.add([...files]);
          response.setHeader('content-type', 'text/html; charset=utf-8');
          response.setHeader('cache-control', 'no-store');
          response.end(html);
        }, next);
      });
      reloadOnChange(server, async (file) => {
        const built = await document?.catch(() => null);
        if (built === undefined || (built !== null && !built.files.includes(file))) return false;
        document = null;
        return true;
      });
    },
  };
}

/** `concerns` says whether a changed file went into the document, which is then built anew. */
function reloadOnChange(server: ViteDevServer, concerns: (file: string) => Promise<boolean>): void {
  server.watcher.on('change', async (file) => {
    if (await concerns(file)) server.ws.send({ type: 'full-reload' });
  });
}
