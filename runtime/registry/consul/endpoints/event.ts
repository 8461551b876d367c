import { encodeBase64 } from '../codec/base64.ts';
import type { Json } from '../codec/json.ts';
import { parseUint } from '../codec/text.ts';
import type { Call } from '../http/call.ts';
import { readQueryOptions } from '../http/query-options.ts';
import { badRequest, failure } from '../http/refusal.ts';
import { json, type Reply } from '../http/reply.ts';
import type { Routes } from '../http/router.ts';
import type { Server } from '../server.ts';
import { Topics } from '../state/topics.ts';

/** Bytes of a payload, as Serf carries it; events that are kept. */
const MAX_PAYLOAD_BYTES = 512;
const MAX_EVENTS = 256;

interface Event {
  readonly ID: string;
  readonly Name: string;
  readonly Payload: string | null;
  readonly NodeFilter: string;
  readonly ServiceFilter: string;
  readonly TagFilter: string;
  readonly Version: number;
  readonly LTime: number;
}

/** `/v1/event`: words that reach every agent and are not kept for long. Source: Consul's event API. */
export function eventRoutes(server: Server): Routes {
  const events: Event[] = [];
  const fired = new Topics();
  return {
    'PUT /v1/event/fire/': async (call, name) => {
      const event = await read(server, call, name);
      events.push({ ...event, LTime: (events.at(-1)?.LTime ?? 0) + 1 });
      events.splice(0, events.length - MAX_EVENTS);
      fired.wake(ANY);
      return json({ ...event });
    },
    'GET /v1/event/list': (call) => list(server, call, events, fired),
  };
}

const ANY = 'any';

async function read(server: Server, call: Call, name: string): Promise<Event> {
  if (name === '') throw badRequest('Missing name');
  const payload = await call.bytes(64 * 1024, 'user_event');
  if (payload.length > MAX_PAYLOAD_BYTES) {
    const limit = `configured limit of ${MAX_PAYLOAD_BYTES} bytes`;
    throw failure(`user event exceeds ${limit} before encoding`);
  }
  return {
    ID: server.chance.uuid(),
    Name: name,
    Payload: payload.length === 0 ? null : encodeBase64(payload),
    NodeFilter: call.param('node'),
    ServiceFilter: call.param('service'),
    TagFilter: call.param('tag'),
    Version: 1,
    LTime: 0,
  };
}

/** Blocks while the last event is the one that the caller knows: its index only says which it is. */
async function list(
  server: Server,
  call: Call,
  events: readonly Event[],
  fired: Topics,
): Promise<Reply> {
  const options = readQueryOptions(call, server.options.datacenter);
  const name = call.param('name');
  const wanted = () => events.filter((event) => name === '' || event.Name === name);
  const indexOf = () => eventIndex(wanted().at(-1)?.ID);
  const deadlineMs = server.clock.nowMs() + options.waitMs;
  const known = call.has('index') ? parseUint(call.param('index') || '0') : 0;
  const source = { watch: (wake: () => void) => fired.watch(ANY, wake) };
  while (known !== 0 && indexOf() === BigInt(known)) {
    if (!(await server.queries.change(source, deadlineMs, call.signal))) break;
  }
  const value = wanted().map((event): Json => ({ ...event }));
  return json(value, { 'X-Consul-Index': String(indexOf()) });
}

/** The two halves of an event's UUID, one over the other. */
function eventIndex(id: string | undefined): bigint {
  if (id === undefined) return 1n;
  const hex = id.replaceAll('-', '');
  return BigInt(`0x${hex.slice(0, 16)}`) ^ BigInt(`0x${hex.slice(16)}`);
}
