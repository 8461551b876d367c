import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { build } from 'vite';
import { browserSandbox } from '../../runtime/sandbox/browser/vite-plugin.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};

export interface BuiltPage {
  /** Under a base path of several parts, which the build does not know of. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Builds a page of one script as the site is built, under a strict policy, and serves it. Scripts
 * that the page writes itself run only when `scripts` says so.
 */
export async function serveBuiltPage(
  script: string,
  scripts: "'self'" | "'self' 'unsafe-inline'" = "'self'",
): Promise<BuiltPage> {
  const root = await mkdtemp(join(tmpdir(), 'brownout-page-'));
  const policy = `default-src 'none'; script-src ${scripts}; frame-src 'self'`;
  await writeFile(
    join(root, 'index.html'),
    `<!doctype html><meta http-equiv="Content-Security-Policy" content="${policy}">
<body><script type="module" src="${script}"></script></body>`,
  );
  await build({
    root,
    base: './',
    configFile: false,
    logLevel: 'warn',
    plugins: [browserSandbox()],
  });
  const prefix = '/some/base/';
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const name = pathname.slice(prefix.length) || 'index.html';
    const file = join(root, 'dist', name);
    const found = pathname.startsWith(prefix) && (await stat(file).catch(() => null));
    if (!found) return response.writeHead(404).end();
    response.setHeader('content-type', TYPES[extname(name)] ?? 'application/octet-stream');
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${prefix}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(root, { recursive: true });
    },
  };
}
