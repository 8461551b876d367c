import { NOTHING_KNOWN, type RegistryView, registryViewAfter } from '../registry/index.ts';
import { type Registry, type RegistryPart, type Sandbox, SandboxError } from '../sandbox/index.ts';
import { deadline } from './deadline.ts';
import { ExpectationFailed } from './expect.ts';
import { REQUEST_LIMIT_MS } from './send.ts';

/** A registry of a scenario, with what checks ask it. Each question is a request in the network. */
export interface LabRegistry extends Registry {
  readonly consul: ConsulReader;
  readonly etcd: EtcdReader;
  /** What it knows, by what it told: no request. Empty where a server outside stands in for it. */
  view(): RegistryView;
}

export interface ConsulReader {
  /** Null when there is no such key. */
  key(name: string): Promise<ConsulKey | null>;
  /** The tags of each service that is registered, by its name. */
  services(): Promise<Readonly<Record<string, readonly string[]>>>;
  /** Where a service's instances are, and the worst of each one's checks. */
  health(service: string): Promise<readonly ServiceInstance[]>;
}

export interface ConsulKey {
  readonly value: string;
  /** The session that holds its lock. */
  readonly session: string | null;
  readonly lockIndex: number;
  readonly modifyIndex: number;
}

export interface ServiceInstance {
  readonly id: string;
  readonly address: string;
  readonly port: number;
  readonly health: 'passing' | 'warning' | 'critical';
}

export interface EtcdReader {
  /** Null when there is no such key. */
  key(name: string): Promise<EtcdKey | null>;
  /** All keys that begin with this, in the order of their names. */
  keys(prefix: string): Promise<readonly EtcdKey[]>;
  /** The ids of the leases that have not run out, in decimal. */
  leases(): Promise<readonly string[]>;
}

export interface EtcdKey {
  readonly name: string;
  readonly value: string;
  readonly createRevision: number;
  readonly modRevision: number;
  readonly version: number;
  /** The id of its lease, in decimal. */
  readonly lease: string | null;
}

/** Puts the readers to a registry that has been started. */
export function labRegistry(
  registry: Registry,
  { clock, ledger }: Pick<Sandbox, 'clock' | 'ledger'>,
  signal: AbortSignal,
): LabRegistry {
  let view = NOTHING_KNOWN;
  let readTo = 0;

  /** Null for 404. A registry that does not answer fails the check. */
  async function ask(part: RegistryPart, path: string, body?: object): Promise<unknown> {
    const limit = deadline(clock, REQUEST_LIMIT_MS, signal);
    const init = body && { method: 'POST', body: JSON.stringify(body) };
    try {
      const response = await registry.fetch(part, path, { ...init, signal: limit.signal });
      const text = await response.text();
      if (response.status === 404) return null;
      if (!response.ok) throw new Error(`it answered ${response.status}: ${text}`);
      return JSON.parse(text);
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof SandboxError) throw error;
      const why = limit.isLate
        ? `it gave no answer within ${REQUEST_LIMIT_MS / 1000} s`
        : (error as Error).message;
      const seen = ledger.read().at(-1)?.seq ?? null;
      throw new ExpectationFailed(`The registry should answer ${path}, but: ${why}.`, seen);
    } finally {
      limit.clear();
    }
  }

  async function keysIn(range: { key: string; range_end?: string }): Promise<EtcdKey[]> {
    const found = (await ask('etcd', '/v3/kv/range', range)) as { kvs?: EtcdRow[] } | null;
    return (found?.kvs ?? []).map((row) => ({
      name: fromBase64(row.key),
      value: fromBase64(row.value ?? ''),
      createRevision: Number(row.create_revision),
      modRevision: Number(row.mod_revision),
      version: Number(row.version),
      lease: row.lease ?? null,
    }));
  }

  return {
    ...registry,
    consul: {
      async key(name) {
        const rows = (await ask('consul', `/v1/kv/${pathOf(name)}`)) as ConsulRow[] | null;
        const [row] = rows ?? [];
        if (row === undefined) return null;
        return {
          value: fromBase64(row.Value ?? ''),
          session: row.Session ?? null,
          lockIndex: row.LockIndex,
          modifyIndex: row.ModifyIndex,
        };
      },
      async services() {
        return (await ask('consul', '/v1/catalog/services')) as Record<string, string[]>;
      },
      async health(service) {
        const rows = await ask('consul', `/v1/health/service/${pathOf(service)}`);
        return (rows as HealthRow[]).map(({ Node, Service, Checks }) => ({
          id: Service.ID,
          address: Service.Address || Node.Address,
          port: Service.Port,
          health: worst(Checks.map(({ Status }) => Status)),
        }));
      },
    },
    etcd: {
      async key(name) {
        const [found = null] = await keysIn({ key: toBase64(name) });
        return found;
      },
      keys: (prefix) => keysIn({ key: toBase64(prefix), range_end: afterAll(prefix) }),
      async leases() {
        const found = await ask('etcd', '/v3/lease/leases', {});
        return ((found as { leases?: { ID: string }[] } | null)?.leases ?? []).map(({ ID }) => ID);
      },
    },
    view() {
      const events = ledger.read(readTo);
      readTo = (events.at(-1)?.seq ?? readTo - 1) + 1;
      view = registryViewAfter(
        view,
        events.filter((event) => event.type === 'registry'),
      );
      return view;
    },
  };
}

/** Consul's and etcd's own names. */
interface ConsulRow {
  readonly Value: string | null;
  readonly Session?: string;
  readonly LockIndex: number;
  readonly ModifyIndex: number;
}

interface HealthRow {
  readonly Node: { readonly Address: string };
  readonly Service: { readonly ID: string; readonly Address: string; readonly Port: number };
  readonly Checks: readonly { readonly Status: ServiceInstance['health'] }[];
}

interface EtcdRow {
  readonly key: string;
  readonly value?: string;
  readonly create_revision: string;
  readonly mod_revision: string;
  readonly version: string;
  readonly lease?: string;
}

function worst(states: readonly ServiceInstance['health'][]): ServiceInstance['health'] {
  return (['critical', 'warning'] as const).find((each) => states.includes(each)) ?? 'passing';
}

function pathOf(name: string): string {
  return name.split('/').map(encodeURIComponent).join('/');
}

/** The end of the range of all keys with a prefix, in base64: the last byte of UTF-8 is never 255. */
function afterAll(prefix: string): string {
  const bytes = new TextEncoder().encode(prefix);
  const last = bytes.length - 1;
  bytes[last] = (bytes[last] ?? 0) + 1;
  return btoa(String.fromCharCode(...bytes));
}

function toBase64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

function fromBase64(text: string): string {
  return new TextDecoder().decode(Uint8Array.from(atob(text), (each) => each.charCodeAt(0)));
}
