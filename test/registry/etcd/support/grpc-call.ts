import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect,
  type OutgoingHttpHeaders,
} from 'node:http2';

/** What a client of gRPC sends, well or badly. */
export interface Sent {
  readonly path: string;
  /** Beside or instead of those of a good call; undefined: without it. */
  readonly headers?: OutgoingHttpHeaders;
  readonly body: Buffer;
  /** The client does not end its side. */
  readonly staysOpen?: boolean;
}

/** A message as gRPC sends it. */
export function frame(message: Uint8Array, format = 0): Buffer {
  const prefix = Buffer.alloc(5);
  prefix[0] = format;
  prefix.writeUInt32BE(message.length, 1);
  return Buffer.concat([prefix, message]);
}

/** Opens a call. */
export function openOn(
  session: ClientHttp2Session,
  { path, headers, body, staysOpen }: Sent,
): ClientHttp2Stream {
  const all: OutgoingHttpHeaders = {
    ':method': 'POST',
    ':path': path,
    'content-type': 'application/grpc',
    te: 'trailers',
    ...headers,
  };
  const sent = Object.entries(all).filter(([, value]) => value !== undefined);
  const stream = session.request(Object.fromEntries(sent), { endStream: false });
  // An error is told by the code with which the stream closes.
  stream.on('error', () => {});
  if (staysOpen) stream.write(body);
  else stream.end(body);
  return stream;
}

/** The same on a connection of its own, which ends with it. */
export function openCall(url: string, sent: Sent): ClientHttp2Stream {
  const session = connect(url);
  session.on('error', () => {});
  return openOn(session, sent).on('close', () => session.destroy());
}

/** Says in a line what comes of a call: `200 application/grpc, 1 messages, status 0 ""`. */
export async function outcomeOf(stream: ClientHttp2Stream): Promise<string> {
  const told: OutgoingHttpHeaders = {};
  for (const event of ['response', 'trailers']) stream.on(event, (all) => Object.assign(told, all));
  const pieces: Buffer[] = [];
  stream.on('data', (piece: Buffer) => pieces.push(piece));
  await new Promise<void>((resolve) => stream.on('close', resolve));
  if (stream.rstCode !== 0) return `reset with ${stream.rstCode}`;
  const messages = `${messagesIn(Buffer.concat(pieces))} messages`;
  const status = `status ${told['grpc-status']} ${JSON.stringify(told['grpc-message'])}`;
  return `${told[':status']} ${told['content-type']}, ${messages}, ${status}`;
}

function messagesIn(body: Buffer): number {
  let count = 0;
  for (let at = 0; at < body.length; at += 5 + body.readUInt32BE(at + 1)) count++;
  return count;
}
