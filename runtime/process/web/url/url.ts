import { nodeError } from '../../errors/node-error.ts';
import { missingArguments } from '../arguments.ts';
import { createObjectURL, revokeObjectURL } from '../blob/object-url.ts';
import { type Inspect, type InspectOptions, inspectAs, inspectCustom } from '../inspect.ts';

const PARTS = [
  ...['href', 'origin', 'protocol', 'username', 'password', 'host', 'hostname', 'port'],
  ...['pathname', 'search', 'searchParams', 'hash'],
] as const;

/** The engine's, taken before a program's globals hide it. */
export const EngineURL = globalThis.URL;
export type EngineURL = globalThis.URL;

/**
 * The engine's URL, which every engine parses alike, with the errors and the looks of Node's.
 * https://nodejs.org/docs/latest-v20.x/api/url.html#class-url
 */
export class URL extends EngineURL {
  static override readonly createObjectURL = createObjectURL as (blob: unknown) => string;
  static override readonly revokeObjectURL = revokeObjectURL;

  constructor(...args: [input?: unknown, base?: unknown]) {
    if (args.length === 0) throw missingArguments('url');
    try {
      super(...(args as [string, string?]));
    } catch {
      throw invalidUrl(args);
    }
    if (hasBadHost(this)) throw invalidUrl(args);
  }

  static override canParse(...args: [input?: unknown, base?: unknown]): boolean {
    if (args.length === 0) throw missingArguments('url');
    try {
      return new URL(...args) !== null;
    } catch {
      return false;
    }
  }

  [inspectCustom](depth: number, options: InspectOptions, inspect: Inspect): string {
    const members = Object.fromEntries(PARTS.map((name) => [name, this[name]]));
    return inspectAs('URL', depth < 0 ? {} : members, depth, options, inspect);
  }
}

/** A URL's hostname as it is dialled: an IPv6 address without its brackets. */
export function bareHostname({ hostname }: { readonly hostname: string }): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
}

/** Chromium lets hosts pass that the standard, and Node, refuse. */
function hasBadHost(url: EngineURL): boolean {
  // Few have one at all, and each part that is asked for is made anew.
  if (!url.href.includes('%')) return false;
  return /^(https?|wss?|ftp):$/.test(url.protocol) && url.hostname.includes('%');
}

function invalidUrl([input, base]: readonly unknown[]): Error {
  const error = nodeError(TypeError, 'ERR_INVALID_URL', 'Invalid URL');
  return Object.assign(error, { input: `${input}` }, base !== undefined && { base: `${base}` });
}
