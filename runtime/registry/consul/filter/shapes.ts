import type { Shape } from './shape.ts';

/** The shapes of what the endpoints answer, as far as filters reach. Source: Consul's API. */

const TEXT: Shape = { kind: 'text' };
const NUMBER: Shape = { kind: 'number' };
const BOOL: Shape = { kind: 'bool' };
const TEXTS: Shape = { kind: 'list', of: TEXT };
const TEXT_MAP: Shape = { kind: 'map', of: TEXT };
const WEIGHTS = struct({ Passing: NUMBER, Warning: NUMBER });
const ADDRESSES: Shape = { kind: 'map', of: struct({ Address: TEXT, Port: NUMBER }) };
const INDEXES = { CreateIndex: NUMBER, ModifyIndex: NUMBER };

function struct(members: Readonly<Record<string, Shape>>): Shape {
  return { kind: 'struct', members };
}

export const NODE = struct({
  ID: TEXT,
  Node: TEXT,
  Address: TEXT,
  Datacenter: TEXT,
  TaggedAddresses: TEXT_MAP,
  Meta: TEXT_MAP,
  ...INDEXES,
});

export const SERVICE = struct({
  Kind: TEXT,
  ID: TEXT,
  Service: TEXT,
  Tags: TEXTS,
  Address: TEXT,
  TaggedAddresses: ADDRESSES,
  Meta: TEXT_MAP,
  Port: NUMBER,
  Weights: WEIGHTS,
  EnableTagOverride: BOOL,
  Datacenter: TEXT,
  ...INDEXES,
});

export const CHECK = struct({
  Node: TEXT,
  CheckID: TEXT,
  Name: TEXT,
  Status: TEXT,
  Notes: TEXT,
  Output: TEXT,
  ServiceID: TEXT,
  ServiceName: TEXT,
  ServiceTags: TEXTS,
  Type: TEXT,
  Interval: TEXT,
  Timeout: TEXT,
  ExposedPort: NUMBER,
  ...INDEXES,
});

export const CATALOG_SERVICE = struct({
  ID: TEXT,
  Node: TEXT,
  Address: TEXT,
  Datacenter: TEXT,
  TaggedAddresses: TEXT_MAP,
  NodeMeta: TEXT_MAP,
  ServiceKind: TEXT,
  ServiceID: TEXT,
  ServiceName: TEXT,
  ServiceTags: TEXTS,
  ServiceAddress: TEXT,
  ServiceTaggedAddresses: ADDRESSES,
  ServiceWeights: WEIGHTS,
  ServiceMeta: TEXT_MAP,
  ServicePort: NUMBER,
  ServiceEnableTagOverride: BOOL,
  ...INDEXES,
});

export const HEALTH_ENTRY = struct({
  Node: NODE,
  Service: SERVICE,
  Checks: { kind: 'list', of: CHECK },
});

export const MEMBER = struct({
  Name: TEXT,
  Addr: TEXT,
  Port: NUMBER,
  Status: NUMBER,
  Tags: TEXT_MAP,
});
