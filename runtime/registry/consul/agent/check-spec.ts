import type { Fields } from '../codec/fields.ts';
import { badRequest, failure } from '../http/refusal.ts';

/** What a service says of one of its checks. Source: Consul's agent API, check definitions. */
export interface CheckSpec {
  /** Empty when none was given. */
  readonly id: string;
  readonly name: string;
  readonly notes: string;
  /** The status that it starts with; empty when none was given. */
  readonly status: string;
  readonly serviceId: string;
  readonly probe: ProbeSpec;
  readonly thresholds: Thresholds;
  /** How long its service may be critical before it is removed; 0 for ever. */
  readonly deregisterAfterMs: number;
}

export type ProbeSpec =
  | { readonly kind: 'ttl'; readonly ttlMs: number }
  | HttpProbeSpec
  | { readonly kind: 'alias'; readonly node: string; readonly service: string }
  /** Set by the agent itself. */
  | { readonly kind: 'maintenance' };

export interface HttpProbeSpec {
  readonly kind: 'http';
  readonly url: string;
  readonly method: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  readonly intervalMs: number;
  readonly timeoutMs: number;
  readonly followsRedirects: boolean;
  /** Bytes of the answer that are kept. */
  readonly outputMaxBytes: number;
}

/** How many results in a row it takes to change a check's status; 0 is the first. */
export interface Thresholds {
  readonly successBeforePassing: number;
  readonly failuresBeforeWarning: number;
  readonly failuresBeforeCritical: number;
}

const MIN_INTERVAL_MS = 1000;
const DEFAULT_TIMEOUT_MS = 10_000;
const DEFAULT_OUTPUT_BYTES = 4096;
const ELSEWHERE = ['TCP', 'UDP', 'GRPC', 'H2PING', 'OSService'];
const SCRIPTS = ['Args', 'ScriptArgs', 'Script', 'DockerContainerID'];

/** Reads and validates one check. */
export function readCheckSpec(fields: Fields): CheckSpec {
  const [ttlMs, intervalMs] = [fields.durationMs('TTL'), fields.durationMs('Interval')];
  const thresholds = readThresholds(fields);
  validate(fields, ttlMs, intervalMs, thresholds);
  return {
    id: fields.text('CheckID') || fields.text('ID'),
    name: fields.text('Name'),
    notes: fields.text('Notes'),
    status: fields.text('Status'),
    serviceId: fields.text('ServiceID'),
    probe: readProbe(fields, ttlMs, intervalMs),
    thresholds,
    deregisterAfterMs: fields.durationMs('DeregisterCriticalServiceAfter'),
  };
}

function readThresholds(fields: Fields): Thresholds {
  const failuresBeforeCritical = fields.integer('FailuresBeforeCritical');
  return {
    successBeforePassing: fields.integer('SuccessBeforePassing'),
    failuresBeforeWarning: fields.has('FailuresBeforeWarning')
      ? fields.integer('FailuresBeforeWarning')
      : failuresBeforeCritical,
    failuresBeforeCritical,
  };
}

function validate(fields: Fields, ttlMs: number, intervalMs: number, limits: Thresholds): void {
  const isAlias = fields.has('AliasNode') || fields.has('AliasService');
  const isTimed = ['HTTP', ...ELSEWHERE, ...SCRIPTS].some((name) => isGiven(fields, name));
  const refuse = (why: string) => badRequest(`Invalid check: ${why}`);
  if (intervalMs > 0 && ttlMs > 0) throw refuse('Interval and TTL cannot both be specified');
  if (isTimed && intervalMs <= 0) {
    const kinds = 'Script, HTTP, H2PING, TCP, UDP or OSService';
    throw refuse(`Interval must be > 0 for ${kinds} checks`);
  }
  if (isTimed && isAlias) throw refuse('Interval cannot be set for Alias checks');
  if (isAlias && ttlMs > 0) throw refuse('TTL must be not be set for Alias checks');
  if (!isTimed && !isAlias && ttlMs <= 0) throw refuse('TTL must be > 0 for TTL checks');
  if (fields.integer('OutputMaxSize') < 0) throw refuse('MaxOutputMaxSize must be positive');
  if (limits.failuresBeforeWarning > limits.failuresBeforeCritical) {
    throw refuse("FailuresBeforeWarning can't be higher than FailuresBeforeCritical");
  }
}

function readProbe(fields: Fields, ttlMs: number, intervalMs: number): ProbeSpec {
  const elsewhere = ELSEWHERE.find((name) => isGiven(fields, name));
  if (elsewhere !== undefined) {
    const advice = 'Use an HTTP or a TTL check.';
    throw badRequest(`Invalid check: ${elsewhere} checks cannot be run from here. ${advice}`);
  }
  if (SCRIPTS.some((name) => isGiven(fields, name))) {
    const settings = "'enable_script_checks' or 'enable_local_script_checks'";
    throw failure(`Scripts are disabled on this agent; to enable, configure ${settings} to true`);
  }
  if (fields.has('AliasNode') || fields.has('AliasService')) {
    return { kind: 'alias', node: fields.text('AliasNode'), service: fields.text('AliasService') };
  }
  if (!fields.has('HTTP')) return { kind: 'ttl', ttlMs };
  return {
    kind: 'http',
    url: fields.text('HTTP'),
    method: fields.text('Method') || 'GET',
    headers: readHeaders(fields),
    body: fields.text('Body'),
    intervalMs: Math.max(intervalMs, MIN_INTERVAL_MS),
    timeoutMs: fields.durationMs('Timeout') || DEFAULT_TIMEOUT_MS,
    followsRedirects: !fields.flag('DisableRedirects'),
    outputMaxBytes: fields.integer('OutputMaxSize') || DEFAULT_OUTPUT_BYTES,
  };
}

function isGiven(fields: Fields, name: string): boolean {
  const value = fields.value(name);
  return value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
}

function readHeaders(fields: Fields): [string, string][] {
  return fields.entries('Header', 'map[string][]string').flatMap(([name, values]) => {
    const list = Array.isArray(values) ? values : [values];
    return list.map((value): [string, string] => [name, String(value)]);
  });
}
