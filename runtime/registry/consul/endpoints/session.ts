import { DurationError, parseDurationMs } from '../codec/duration.ts';
import { type Fields, UndecodableBody } from '../codec/fields.ts';
import type { Call } from '../http/call.ts';
import { checkDatacenter } from '../http/query-options.ts';
import { badRequest, failure, notFound } from '../http/refusal.ts';
import { json, type Reply } from '../http/reply.ts';
import type { Routes } from '../http/router.ts';
import { answerQuery, type Server } from '../server.ts';
import type { SessionBehavior, SessionRow } from '../state/rows.ts';
import type { SessionDefinition } from '../state/sessions.ts';
import { sessionView } from './views.ts';

/** `/v1/session`: what holds locks, and for how long. Source: Consul's session API. */
export function sessionRoutes(server: Server): Routes {
  const { store } = server;
  const list = (call: Call, sessions: () => SessionRow[]) =>
    answerQuery(server, call, () => ({
      value: sessions().map(sessionView),
      index: store.indexes.table('sessions'),
      topics: ['sessions'],
      exists: true,
    }));
  return {
    'PUT /v1/session/create': (call) => create(server, call),
    'PUT /v1/session/destroy/': (call, id) => destroy(server, call, id),
    'PUT /v1/session/renew/': (call, id) => renew(server, call, id),
    'GET /v1/session/info/': (call, id) => {
      if (id === '') throw badRequest('Missing session');
      return list(call, () => [store.sessions.get(id)].filter((row) => row !== undefined));
    },
    'GET /v1/session/list': (call) => list(call, () => store.sessions.rows()),
    'GET /v1/session/node/': (call, node) => {
      if (node === '') throw badRequest('Missing node name');
      return list(call, () => store.sessions.rows().filter((row) => row.Node === node));
    },
  };
}

async function create(server: Server, call: Call): Promise<Reply> {
  checkDatacenter(call, server.options.datacenter);
  const session = await call.decode(
    'structs.Session',
    (fields) => read(server, fields),
    () => defaults(server),
  );
  await server.commits.propose({ op: 'session-create', session });
  server.sessionTimers.restart(session.ID);
  return json({ ID: session.ID });
}

async function destroy(server: Server, call: Call, id: string): Promise<Reply> {
  checkDatacenter(call, server.options.datacenter);
  if (id === '') throw badRequest('Missing session');
  server.sessionTimers.noteEnd(id, 'destroyed');
  await server.commits.propose({ op: 'session-destroy', id });
  return json(true);
}

function renew(server: Server, call: Call, id: string): Reply {
  checkDatacenter(call, server.options.datacenter);
  if (id === '') throw badRequest('Missing session');
  const session = server.store.sessions.get(id);
  if (session === undefined) throw notFound(`Session id '${id}' not found`);
  server.sessionTimers.restart(id);
  return json([sessionView(session)]);
}

const DEFAULT_LOCK_DELAY_MS = 15_000;
const MAX_LOCK_DELAY_MS = 60_000;
const MIN_TTL_MS = 10_000;
const MAX_TTL_MS = 24 * 3_600_000;

function defaults(server: Server): SessionDefinition {
  return {
    ID: server.chance.uuid(),
    Name: '',
    Node: server.options.nodeName,
    lockDelayMs: DEFAULT_LOCK_DELAY_MS,
    Behavior: 'release',
    TTL: '',
    NodeChecks: ['serfHealth'],
    ServiceChecks: null,
  };
}

function read(server: Server, fields: Fields): SessionDefinition {
  const base = defaults(server);
  const given = fields.has('NodeChecks') ? fields.texts('NodeChecks') : fields.texts('Checks');
  const hasChecks = fields.has('NodeChecks') || fields.has('Checks');
  const serviceChecks = fields.each('ServiceChecks', 'structs.ServiceCheck').map((check) => ({
    ID: check.text('ID'),
    Namespace: check.text('Namespace'),
  }));
  return {
    ...base,
    Name: fields.text('Name'),
    Node: fields.text('Node') || base.Node,
    lockDelayMs: fields.has('LockDelay') ? readLockDelayMs(fields) : DEFAULT_LOCK_DELAY_MS,
    Behavior: readBehavior(fields.text('Behavior')),
    TTL: readTtl(fields.text('TTL')),
    NodeChecks: hasChecks ? given : base.NodeChecks,
    ServiceChecks: serviceChecks.length > 0 ? serviceChecks : null,
  };
}

/** A number below 1000 is seconds, any other nanoseconds; not more than a minute. */
function readLockDelayMs(fields: Fields): number {
  const value = fields.value('LockDelay');
  const isSeconds = typeof value === 'number' && value < 1000;
  const delayMs = isSeconds ? value * 1000 : fields.durationMs('LockDelay');
  if (delayMs < 0) throw new UndecodableBody('lock-delay must not be negative');
  return Math.min(delayMs, MAX_LOCK_DELAY_MS);
}

function readBehavior(behavior: string): SessionBehavior {
  if (behavior === '') return 'release';
  if (behavior === 'release' || behavior === 'delete') return behavior;
  throw failure(`Invalid Behavior setting '${behavior}'`);
}

function readTtl(ttl: string): string {
  if (ttl === '') return '';
  let ttlMs: number;
  try {
    ttlMs = parseDurationMs(ttl);
  } catch (error) {
    if (!(error instanceof DurationError)) throw error;
    throw failure(`Session TTL '${ttl}' invalid: ${error.message}`);
  }
  if (ttlMs !== 0 && (ttlMs < MIN_TTL_MS || ttlMs > MAX_TTL_MS)) {
    const ns = Math.round(ttlMs * 1e6);
    throw failure(`Invalid Session TTL '${ns}', must be between [10s=24h0m0s]`);
  }
  return ttl;
}
