import type { Plugin } from 'vite';

/**
 * What makes a page cross-origin isolated, which WebContainer needs for the memory that its threads
 * share. All that the page loads is its own, so it costs nothing (HTML standard, "cross-origin
 * isolated"; COOP and COEP).
 */
export const ISOLATION_HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
} as const;

/**
 * Vite plugin: the headers in the dev server and the preview, and in the files by which common
 * static hosts are told of them: `_headers` (Netlify, Cloudflare Pages) and `vercel.json`.
 */
export function isolation(): Plugin {
  return {
    name: 'brownout:isolation',
    config: () => ({
      server: { headers: ISOLATION_HEADERS },
      preview: { headers: ISOLATION_HEADERS },
    }),
    generateBundle() {
      const pairs = Object.entries(ISOLATION_HEADERS);
      const lines = pairs.map(([name, value]) => `  ${name}: ${value}\n`);
      this.emitFile({ type: 'asset', fileName: '_headers', source: `/*\n${lines.join('')}` });
      const headers = pairs.map(([key, value]) => ({ key, value }));
      const vercel = { headers: [{ source: '/(.*)', headers }] };
      const source = `${JSON.stringify(vercel, null, 2)}\n`;
      this.emitFile({ type: 'asset', fileName: 'vercel.json', source });
    },
  };
}
