import { SandboxError } from '../errors.ts';
import type { RegistryPart } from './entry.ts';

/** How long a server outside may take to say that it is there. */
const REACH_LIMIT_MS = 3000;

/**
 * Servers that stand in for Brownout's own registry: the variables that name them, as their own
 * tools read them. Null where ours is to be used.
 */
export interface OutsideRegistries {
  readonly CONSUL_HTTP_ADDR: string | null;
  readonly ETCDCTL_ENDPOINTS: string | null;
}

export const NOTHING_OUTSIDE: OutsideRegistries = {
  CONSUL_HTTP_ADDR: null,
  ETCDCTL_ENDPOINTS: null,
};

/** Reads them from an environment; a variable that is empty is none. */
export function outsideRegistries(
  env: Readonly<Record<string, string | undefined>>,
): OutsideRegistries {
  return {
    CONSUL_HTTP_ADDR: env.CONSUL_HTTP_ADDR || null,
    ETCDCTL_ENDPOINTS: env.ETCDCTL_ENDPOINTS || null,
  };
}

/** The URL of the first server that such a variable names: both tools take `host:port` too. */
export function firstUrl(value: string): string {
  const [first = ''] = value.split(',');
  const url = first.trim().replace(/\/+$/, '');
  return url.includes('://') ? url : `http://${url}`;
}

/** Those of them that stand in for these parts: the others are none of a step's business. */
export function outsideOf(
  parts: readonly RegistryPart[],
  outside: OutsideRegistries,
): OutsideRegistries {
  return {
    CONSUL_HTTP_ADDR: parts.includes('consul') ? outside.CONSUL_HTTP_ADDR : null,
    ETCDCTL_ENDPOINTS: parts.includes('etcd') ? outside.ETCDCTL_ENDPOINTS : null,
  };
}

/** What each is asked, to see that it is there. */
const PROBES: Readonly<Record<keyof OutsideRegistries, string>> = {
  CONSUL_HTTP_ADDR: '/v1/status/leader',
  ETCDCTL_ENDPOINTS: '/version',
};

/** Rejects with a SandboxError `not-available` when one that is named does not answer. */
export async function reachOutside(outside: OutsideRegistries, signal: AbortSignal): Promise<void> {
  for (const name of Object.keys(PROBES) as (keyof OutsideRegistries)[]) {
    const value = outside[name];
    if (value !== null) await reach(name, value, signal);
  }
}

async function reach(
  name: keyof OutsideRegistries,
  value: string,
  signal: AbortSignal,
): Promise<void> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(REACH_LIMIT_MS)]);
  let reason: string;
  try {
    const response = await fetch(`${firstUrl(value)}${PROBES[name]}`, { signal: limit });
    await response.arrayBuffer();
    if (response.ok) return;
    reason = `it answers ${response.status}`;
  } catch (error) {
    signal.throwIfAborted();
    reason = inWords(error);
  }
  throw new SandboxError(
    'not-available',
    `${name}=${value} cannot be reached: ${reason}.`,
    `Start it, or unset ${name}: then Brownout starts a registry of its own.`,
  );
}

function inWords(error: unknown): string {
  const { name, message, cause } = error as Error & { cause?: { code?: string } };
  if (name === 'TimeoutError') return `no answer within ${REACH_LIMIT_MS / 1000} s`;
  return cause?.code ?? message;
}
