import type { Fields } from '../codec/fields.ts';
import { badRequest } from '../http/refusal.ts';
import type { ServiceAddress, ServiceDefinition } from '../state/rows.ts';
import { type CheckSpec, readCheckSpec } from './check-spec.ts';

/** A service with its checks, as `PUT /v1/agent/service/register` has it. */
export interface ServiceSpec {
  readonly service: ServiceDefinition;
  readonly checks: readonly CheckSpec[];
}

/** Reads and validates a registration; every refusal is Consul's own text. */
export function readServiceSpec(fields: Fields): ServiceSpec {
  const name = fields.text('Name');
  if (name === '') throw badRequest('Missing service name');
  const service = readService(fields, name, fields.text('ID') || name);
  const inline = fields.object('Check', 'structs.CheckType');
  const listed = fields.each('Checks', 'structs.CheckType');
  const checks = [...(inline === null ? [] : [inline]), ...listed].map(readCheckSpec);
  for (const { status } of checks) {
    if (!['', 'passing', 'warning', 'critical'].includes(status)) {
      throw badRequest("Status for checks must 'passing', 'warning', 'critical'");
    }
  }
  return { service, checks };
}

/** The members that a service has here and in the catalog. */
export function readService(fields: Fields, name: string, id: string): ServiceDefinition {
  const address = fields.text('Address');
  if (['0.0.0.0', '::', '[::]'].includes(address)) throw badRequest('Invalid service address');
  const port = fields.integer('Port');
  const meta = fields.textMap('Meta');
  checkMeta(meta);
  return {
    ID: id,
    Service: name,
    Tags: fields.texts('Tags'),
    Address: address,
    TaggedAddresses: readAddresses(fields, address, port),
    Meta: meta,
    Port: port,
    Weights: readWeights(fields),
    EnableTagOverride: fields.flag('EnableTagOverride'),
    Kind: fields.text('Kind'),
  };
}

function readAddresses(
  fields: Fields,
  address: string,
  port: number,
): Record<string, ServiceAddress> {
  const given = fields.object('TaggedAddresses', 'map[string]structs.ServiceAddress');
  if (given === null) {
    const isIpv4 = /^\d{1,3}(\.\d{1,3}){3}$/.test(address);
    const own = { Address: address, Port: port };
    return isIpv4 ? { lan_ipv4: own, wan_ipv4: own } : {};
  }
  const names = fields.entries('TaggedAddresses', 'map[string]structs.ServiceAddress');
  const read = names.map(([name]) => {
    const each = given.object(name, 'structs.ServiceAddress');
    return [name, { Address: each?.text('Address') ?? '', Port: each?.integer('Port') ?? 0 }];
  });
  return Object.fromEntries(read);
}

function readWeights(fields: Fields): ServiceDefinition['Weights'] {
  const given = fields.object('Weights', 'structs.Weights');
  if (given === null) return { Passing: 1, Warning: 1 };
  const weights = { Passing: given.integer('Passing'), Warning: given.integer('Warning') };
  const refuse = (why: string) => badRequest(`Invalid Weights: ${why}`);
  if (weights.Passing < 1) throw refuse('Passing must be greater than 0');
  if (weights.Warning < 0) throw refuse('Warning must be greater or equal than 0');
  if (weights.Passing > 65_535 || weights.Warning > 65_535) {
    throw refuse('DNS Weight must be between 0 and 65535');
  }
  return weights;
}

const MAX_META_PAIRS = 64;
const MAX_META_KEY = 128;
const MAX_META_VALUE = 512;

function checkMeta(meta: Readonly<Record<string, string>>): void {
  const refuse = (why: string) => badRequest(`Invalid Service Meta: ${why}`);
  const pairs = Object.entries(meta);
  if (pairs.length > MAX_META_PAIRS) {
    throw refuse(`Node metadata cannot contain more than ${MAX_META_PAIRS} key/value pairs`);
  }
  for (const [key, value] of pairs) {
    const why = metaProblem(key, value);
    if (why !== null) throw refuse(`Couldn't load metadata pair ('${key}', '${value}'): ${why}`);
  }
}

function metaProblem(key: string, value: string): string | null {
  if (key === '') return 'Key cannot be blank';
  if (!/^[A-Za-z0-9_-]+$/.test(key)) return 'Key contains invalid characters';
  if (key.length > MAX_META_KEY) return `Key is too long (limit: ${MAX_META_KEY} characters)`;
  if (key.startsWith('consul-')) return "Key prefix 'consul-' is reserved for internal use";
  if (value.length > MAX_META_VALUE) {
    return `Value is too long (limit: ${MAX_META_VALUE} characters)`;
  }
  return null;
}
