import { createHash } from 'node:crypto';

/** Where the client of @webcontainer/api finds its engine. */
const WEBCONTAINER_HOST = 'https://stackblitz.com';

export type SiteMode = 'development' | 'production';

/**
 * The page's Content-Security-Policy: everything from our own origin, nothing else. Inline scripts
 * of the template are allowed by their hash. `'unsafe-inline'` for styles is Monaco's need: it
 * writes style elements and attributes for every token and decoration.
 */
export function contentSecurityPolicy(template: string, mode: SiteMode): string {
  const hashes = inlineScripts(template).map(hashSource);
  const directives = {
    'default-src': ["'none'"],
    'script-src': ["'self'", ...hashes],
    'style-src': ["'self'", "'unsafe-inline'"],
    'font-src': ["'self'"],
    'worker-src': ["'self'"],
    // The dev server tells an open page of changes over a WebSocket.
    'connect-src': mode === 'development' ? ["'self'", 'ws:'] : ["'self'"],
    'img-src': ["'self'", 'data:'],
    // WebContainer's engine is a frame of its host: there only when a learner chooses it.
    'frame-src': ["'self'", WEBCONTAINER_HOST],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
  };
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ');
}

/** The text of every script element without attributes: those that run where they stand. */
function inlineScripts(template: string): string[] {
  return [...template.matchAll(/<script>([\s\S]*?)<\/script>/g)].map((match) => match[1] as string);
}

function hashSource(script: string): string {
  return `'sha256-${createHash('sha256').update(script).digest('base64')}'`;
}
