import { WAIT_LIMIT_MS } from '../../../support/limits.ts';
import type { Server, Stream } from '../support/server.ts';
import { type Captured, resolve, substitute } from './placeholders.ts';
import type { Operation } from './record.ts';

/** One check of the record: what it says, and what the server did. */
export interface Check {
  readonly seq: number;
  readonly name: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

/**
 * Replays the record against a server that is empty. `isExact`: each message must be the recorded
 * one; otherwise watch events are compared one by one, since etcd may put several in a message.
 */
export async function replay(
  record: readonly Operation[],
  server: Server,
  { isExact }: { readonly isExact: boolean },
): Promise<Check[]> {
  const checks: Check[] = [];
  const streams = new Map<string, Stream>();
  const captured: Captured = new Map([['R0', await revisionOf(server)]]);
  const streamNamed = (name: string) => streams.get(name) as Stream;
  const lines = (messages: readonly unknown[]) =>
    messages.map((message) => `${JSON.stringify(substitute(message, captured))}\n`).join('');

  for (const operation of record) {
    switch (operation.op) {
      case 'call':
        checks.push(await checkCall(operation, server, captured));
        break;
      case 'stream-open': {
        const stream = server.open(operation.path, lines(operation.send));
        if (!operation.bodyLeftOpen) stream.endBody();
        streams.set(operation.stream, stream);
        break;
      }
      case 'stream-send':
        streamNamed(operation.stream).send(lines(operation.send));
        break;
      case 'stream-expect':
        checks.push(await checkStream(operation, streamNamed(operation.stream), captured, isExact));
        break;
      case 'stream-close':
        streamNamed(operation.stream).close();
        break;
      case 'sleep':
        await server.pass(operation.ms);
    }
  }
  for (const stream of streams.values()) stream.close();
  return checks;
}

async function revisionOf(server: Server): Promise<string> {
  const { text } = await server.call('POST', '/v3/kv/range', '{"key":"AA=="}');
  return JSON.parse(text).header.revision;
}

async function checkCall(
  { seq, name, ...call }: Extract<Operation, { op: 'call' }>,
  server: Server,
  captured: Captured,
): Promise<Check> {
  const body = call.rawBody ?? (call.body && JSON.stringify(substitute(call.body, captured)));
  const answer = await server.call(call.method, call.path, body as string | undefined);
  const isText = call.responseText !== undefined;
  const response = isText ? answer.text : JSON.parse(answer.text);
  const wanted = isText ? call.responseText : resolve(call.response, response, captured);
  return {
    seq,
    name,
    expected: { status: call.status, contentType: call.contentType, response: wanted },
    actual: {
      status: answer.status,
      contentType: call.contentType === undefined ? undefined : answer.contentType,
      response,
    },
  };
}

async function checkStream(
  { seq, name, ...expect }: Extract<Operation, { op: 'stream-expect' }>,
  stream: Stream,
  captured: Captured,
  isExact: boolean,
): Promise<Check> {
  const normal = isExact ? (messages: readonly unknown[]) => messages : eventByEvent;
  const wanted = normal(expect.messages);
  const isThere = () => normal(stream.received).length >= wanted.length && wanted.length > 0;
  // Silence is listened to for as long as the record did; what was said then is waited for.
  const withinMs = wanted.length > 0 ? WAIT_LIMIT_MS : expect.withinMs;
  await stream.wait(() => isThere() && stream.hasEnded === expect.ended, withinMs);
  const messages = normal(stream.take());
  return {
    seq,
    name,
    expected: {
      status: expect.status,
      ended: expect.ended,
      messages: resolve(wanted, messages, captured),
    },
    actual: { status: stream.status, ended: stream.hasEnded, messages },
  };
}

interface WatchMessage {
  readonly result?: { readonly watch_id?: string; readonly events?: readonly unknown[] };
}

function eventByEvent(messages: readonly unknown[]): unknown[] {
  return messages.flatMap((message) => {
    const { events, watch_id } = (message as WatchMessage).result ?? {};
    return events === undefined ? [message] : events.map((event) => ({ watch_id, event }));
  });
}
