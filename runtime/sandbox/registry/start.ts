import type { Address, Instance, Sandbox, ServiceSpec } from '../sandbox.ts';
import {
  REGISTRY_ENTRY,
  REGISTRY_PARTS,
  REGISTRY_PORTS,
  REGISTRY_SERVICE,
  type RegistryPart,
} from './entry.ts';
import {
  firstUrl,
  NOTHING_OUTSIDE,
  type OutsideRegistries,
  outsideOf,
  reachOutside,
} from './outside.ts';

export interface RegistryOptions {
  /** Left out: both. What it is not to serve has an empty text in its `env`. */
  readonly parts?: readonly RegistryPart[];
  /** Left out: Consul's own, 8500; under Node, where others may have that, any. */
  readonly consulPort?: number | 'any';
  /** The same of etcd, whose own is 2379. */
  readonly etcdPort?: number | 'any';
  /** Whether keys, leases and sessions are on its disk, and there after a restart. */
  readonly isDurable?: boolean;
  /** The name of its disk. */
  readonly volume?: string;
  /** Time between reports of progress to those of etcd's watches that ask for them. */
  readonly etcdProgressMs?: number;
  /** Servers that stand in for it: what they serve, it does not. */
  readonly outside?: OutsideRegistries;
  readonly startTimeoutMs?: number;
}

/** A registry that services can use. */
export interface Registry {
  /** What ours is; null where servers outside stand in for the whole of it. */
  readonly own: OwnRegistry | null;
  /** What services are told, so that they find it: for their `env`. */
  readonly env: RegistryEnv;
  /** Asks it as the learner would. Rejects with a NetworkError, or what `fetch` rejects with. */
  fetch(part: RegistryPart, path: string, init?: RequestInit): Promise<Response>;
}

export interface OwnRegistry {
  readonly instance: Instance;
  /** With its ports as they are: what starts it again on them and on its disk. */
  readonly spec: ServiceSpec;
  /** Null where a server outside stands in. */
  readonly consul: Address | null;
  readonly etcd: Address | null;
}

/** URLs, unless they are those of servers outside, which are passed on as they were given; or empty. */
export interface RegistryEnv {
  readonly CONSUL_HTTP_ADDR: string;
  readonly ETCDCTL_ENDPOINTS: string;
}

const HOST = '127.0.0.1';
const START_LIMIT_MS = 10_000;

/**
 * Starts the registry as one more instance, `registry-1`, beside the learner's: it can be killed,
 * paused and cut off as they can. Rejects with a StartError; with a SandboxError `not-available`
 * when a server that is to stand in for it cannot be reached.
 */
export async function startRegistry(
  sandbox: Sandbox,
  options: RegistryOptions,
  signal: AbortSignal,
): Promise<Registry> {
  const { parts = REGISTRY_PARTS } = options;
  const outside = outsideOf(parts, options.outside ?? NOTHING_OUTSIDE);
  await reachOutside(outside, signal);
  const own = await startOwn(sandbox, options, outside, signal);
  const env: RegistryEnv = {
    CONSUL_HTTP_ADDR: outside.CONSUL_HTTP_ADDR ?? urlOf(own?.consul ?? null),
    ETCDCTL_ENDPOINTS: outside.ETCDCTL_ENDPOINTS ?? urlOf(own?.etcd ?? null),
  };
  return {
    own,
    env,
    fetch(part, path, init) {
      const address = own?.[part] ?? null;
      if (address !== null) return sandbox.fetch(address, new Request(urlOf(address) + path, init));
      const named = part === 'consul' ? env.CONSUL_HTTP_ADDR : env.ETCDCTL_ENDPOINTS;
      return fetch(firstUrl(named) + path, init);
    },
  };
}

async function startOwn(
  sandbox: Sandbox,
  options: RegistryOptions,
  outside: OutsideRegistries,
  signal: AbortSignal,
): Promise<OwnRegistry | null> {
  const { parts = REGISTRY_PARTS } = options;
  const hasConsul = parts.includes('consul') && outside.CONSUL_HTTP_ADDR === null;
  const hasEtcd = parts.includes('etcd') && outside.ETCDCTL_ENDPOINTS === null;
  if (!hasConsul && !hasEtcd) return null;
  const isNode = sandbox.info.kind === 'node';
  const { consulPort = isNode ? 'any' : REGISTRY_PORTS.consul } = options;
  const { etcdPort = isNode ? 'any' : REGISTRY_PORTS.etcd } = options;
  const { isDurable = false, volume, etcdProgressMs, startTimeoutMs = START_LIMIT_MS } = options;
  const asked: ServiceSpec = {
    service: REGISTRY_SERVICE,
    entry: REGISTRY_ENTRY,
    port: hasConsul ? consulPort : etcdPort,
    env: {
      SERVES: [hasConsul ? 'consul' : '', hasEtcd ? 'etcd' : ''].join(' ').trim(),
      ETCD_PORT: String(etcdPort === 'any' ? 0 : etcdPort),
      // Real ports are for this machine alone.
      ...(isNode && { BIND: HOST }),
      ...(isDurable && { DATA_DIR: 'data' }),
      ...(etcdProgressMs !== undefined && { ETCD_PROGRESS_MS: String(etcdProgressMs) }),
    },
    ...(volume !== undefined && { volume }),
    startTimeoutMs,
  };
  const instance = await sandbox.start(asked, signal);
  const [first, second] = instance.addresses;
  if (first === undefined) throw new Error(`${instance.id} started without an address.`);
  const consul = hasConsul ? first : null;
  const etcd = hasEtcd ? ((hasConsul ? second : first) ?? null) : null;
  const env = { ...asked.env, ETCD_PORT: String(etcd?.port ?? 0) };
  return { instance, consul, etcd, spec: { ...asked, port: first.port, env } };
}

function urlOf(address: Address | null): string {
  return address === null ? '' : `http://${HOST}:${address.port}`;
}
