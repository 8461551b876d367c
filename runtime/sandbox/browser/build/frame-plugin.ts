import type { Plugin, ViteDevServer } from 'vite';
import type { FrameDocument } from './document.ts';

export interface ClosedFrameOptions {
  /** The module `virtual:brownout/NAME` gives the page the frame's URL. */
  readonly name: string;
  readonly build: (how: { readonly minify: boolean }) => Promise<FrameDocument>;
}

/**
 * Serves a closed frame: the same document under the dev server, in vitest's browser mode and in the
 * built site, only minified there. The URL works under any base path.
 */
export function closedFrame({ name, build }: ClosedFrameOptions): Plugin {
  const module = `virtual:brownout/${name}`;
  const devPath = `@brownout/${name}.html`;
  let isBuild = false;
  let base = '/';
  let document: Promise<FrameDocument> | null = null;
  const documentNow = () => {
    document ??= build({ minify: isBuild });
    return document;
  };

  return {
    name: `brownout:${name}`,

    configResolved(config) {
      isBuild = config.command === 'build';
      base = config.base;
    },

    resolveId(id) {
      return id === module ? `\0${id}` : null;
    },

    async load(id) {
      if (id !== `\0${module}`) return null;
      if (!isBuild) return `export default ${JSON.stringify(base + devPath)};`;
      const { html, files } = await documentNow();
      for (const file of files) this.addWatchFile(file);
      const asset = this.emitFile({ type: 'asset', name: `${name}.html`, source: html });
      const code = `export default import.meta.ROLLUP_FILE_URL_${asset};`;
      return { code, meta: { bundledFiles: files } };
    },

    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const path = new URL(request.url ?? '/', 'http://localhost').pathname;
        if (!path.endsWith(`/${devPath}`)) return next();
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
