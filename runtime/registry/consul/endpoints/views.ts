import type { Json } from '../codec/json.ts';
import type {
  CheckRow,
  KvRow,
  NodeRow,
  ServiceDefinition,
  ServiceRow,
  SessionRow,
} from '../state/rows.ts';

/** The store's rows as the API answers them. */

export function kvView(
  row: KvRow,
  withValue: boolean,
): { readonly [member: string]: Json | undefined } {
  return {
    LockIndex: row.LockIndex,
    Key: row.Key,
    Flags: row.Flags,
    Value: withValue ? (row.Value === '' ? null : row.Value) : undefined,
    Session: row.Session === '' ? undefined : row.Session,
    CreateIndex: row.CreateIndex,
    ModifyIndex: row.ModifyIndex,
  };
}

export function sessionView(row: SessionRow): Json {
  const { lockDelayMs, NodeChecks, ServiceChecks, ID, Name, Node, Behavior, TTL } = row;
  return {
    ID,
    Name,
    Node,
    LockDelay: Math.round(lockDelayMs * 1e6),
    Behavior,
    TTL,
    NodeChecks,
    ServiceChecks,
    CreateIndex: row.CreateIndex,
    ModifyIndex: row.ModifyIndex,
  };
}

export function nodeView(row: NodeRow): Json {
  return { ...row };
}

export function checkView(row: CheckRow): Json {
  const { Node, CheckID, Name, Status, Notes, Output, ServiceID, ServiceName, ServiceTags } = row;
  return {
    Node,
    CheckID,
    Name,
    Status,
    Notes,
    Output,
    ServiceID,
    ServiceName,
    ServiceTags,
    Type: row.Type,
    Interval: row.Interval,
    Timeout: row.Timeout,
    ExposedPort: 0,
    Definition: {},
    CreateIndex: row.CreateIndex,
    ModifyIndex: row.ModifyIndex,
  };
}

/** A service in an answer about health. */
export function serviceView(row: ServiceRow): { readonly [member: string]: Json | undefined } {
  return {
    ...definitionView(row),
    Proxy: NO_PROXY,
    Connect: {},
    CreateIndex: row.CreateIndex,
    ModifyIndex: row.ModifyIndex,
  };
}

/** A service in an answer of its own agent. */
export function agentServiceView(
  service: ServiceDefinition,
  datacenter: string,
): { readonly [member: string]: Json | undefined } {
  return { ...definitionView(service), Datacenter: datacenter };
}

/** A service in an answer of the catalog. An empty `ServiceAddress` means the node's. */
export function catalogServiceView(row: ServiceRow, node: NodeRow): Json {
  return {
    ID: node.ID,
    Node: node.Node,
    Address: node.Address,
    Datacenter: node.Datacenter,
    TaggedAddresses: node.TaggedAddresses,
    NodeMeta: node.Meta,
    ServiceKind: row.Kind,
    ServiceID: row.ID,
    ServiceName: row.Service,
    ServiceTags: row.Tags,
    ServiceAddress: row.Address,
    ServiceTaggedAddresses: addresses(row),
    ServiceWeights: row.Weights,
    ServiceMeta: row.Meta,
    ServicePort: row.Port,
    ServiceSocketPath: '',
    ServiceEnableTagOverride: row.EnableTagOverride,
    ServiceProxy: NO_PROXY,
    ServiceConnect: {},
    CreateIndex: row.CreateIndex,
    ModifyIndex: row.ModifyIndex,
  };
}

const NO_PROXY = { Mode: '', MeshGateway: {}, Expose: {} };

function definitionView(service: ServiceDefinition): {
  readonly [member: string]: Json | undefined;
} {
  return {
    Kind: service.Kind === '' ? undefined : service.Kind,
    ID: service.ID,
    Service: service.Service,
    Tags: service.Tags,
    Meta: service.Meta,
    Port: service.Port,
    Address: service.Address,
    TaggedAddresses: addresses(service),
    Weights: service.Weights,
    EnableTagOverride: service.EnableTagOverride,
  };
}

function addresses(service: ServiceDefinition): Json | undefined {
  const entries = Object.entries(service.TaggedAddresses);
  if (entries.length === 0) return undefined;
  return Object.fromEntries(entries.map(([name, each]) => [name, { ...each }]));
}
