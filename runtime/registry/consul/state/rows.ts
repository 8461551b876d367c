/**
 * What the store keeps, member for member as Consul's API answers it.
 * Source: Consul's HTTP API, `/v1/kv`, `/v1/session`, `/v1/catalog` and `/v1/health`.
 */

export type Status = 'passing' | 'warning' | 'critical';

export interface Indexes {
  /** The index of the write that made it, and of the last that changed it. */
  readonly CreateIndex: number;
  readonly ModifyIndex: number;
}

export interface KvRow extends Indexes {
  readonly Key: string;
  /** base64; empty for an empty value. */
  readonly Value: string;
  readonly Flags: number | bigint;
  /** How often the key was locked: with the session's id, the fencing token. */
  readonly LockIndex: number;
  /** The session that holds the lock; empty when nobody does. */
  readonly Session: string;
}

/** A key that was deleted: so that the index of a prefix does not go backwards. */
export interface TombstoneRow {
  readonly key: string;
  readonly index: number;
  readonly atMs: number;
}

export type SessionBehavior = 'release' | 'delete';

export interface SessionRow extends Indexes {
  readonly ID: string;
  readonly Name: string;
  readonly Node: string;
  readonly lockDelayMs: number;
  readonly Behavior: SessionBehavior;
  /** As it was written; empty for a session without. */
  readonly TTL: string;
  readonly NodeChecks: readonly string[];
  readonly ServiceChecks: readonly { readonly ID: string; readonly Namespace: string }[] | null;
}

export interface LockDelayRow {
  readonly key: string;
  readonly untilMs: number;
}

export interface NodeRow extends Indexes {
  readonly ID: string;
  readonly Node: string;
  readonly Address: string;
  readonly Datacenter: string;
  readonly TaggedAddresses: Readonly<Record<string, string>>;
  readonly Meta: Readonly<Record<string, string>>;
}

export interface ServiceAddress {
  readonly Address: string;
  readonly Port: number;
}

/** A service as one agent has it, or as somebody wrote it into the catalog. */
export interface ServiceDefinition {
  readonly ID: string;
  readonly Service: string;
  readonly Tags: readonly string[];
  readonly Address: string;
  readonly TaggedAddresses: Readonly<Record<string, ServiceAddress>>;
  readonly Meta: Readonly<Record<string, string>>;
  readonly Port: number;
  readonly Weights: { readonly Passing: number; readonly Warning: number };
  readonly EnableTagOverride: boolean;
  readonly Kind: string;
}

export interface ServiceRow extends ServiceDefinition, Indexes {
  readonly Node: string;
}

export interface CheckDefinition {
  readonly CheckID: string;
  readonly Name: string;
  readonly Status: Status;
  readonly Notes: string;
  readonly Output: string;
  readonly ServiceID: string;
  readonly Type: string;
  readonly Interval: string;
  readonly Timeout: string;
}

export interface CheckRow extends CheckDefinition, Indexes {
  readonly Node: string;
  readonly ServiceName: string;
  readonly ServiceTags: readonly string[];
}
