import { constants, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http2';
import { quoteUtf8 } from '../../go/index.ts';
import { Code, Refusal } from '../status.ts';

const { HTTP2_HEADER_CONTENT_TYPE, HTTP2_HEADER_STATUS } = constants;
const GRPC = 'application/grpc';

/** What a call's headers say of it. */
export interface CallHeaders {
  /** For the answer: the request's, as Go's gRPC writes it. */
  readonly contentType: string;
  /** Null for a call without a deadline. */
  readonly timeoutMs: number | null;
}

/** Null for headers of no gRPC call: its stream is reset. */
export function readHeaders(headers: IncomingHttpHeaders): CallHeaders | null {
  const contentType = contentTypeFor(String(headers[HTTP2_HEADER_CONTENT_TYPE]));
  if (contentType === null) return null;
  const timeout = headers['grpc-timeout'];
  if (timeout === undefined) return { contentType, timeoutMs: null };
  const timeoutMs = timeoutOf(String(timeout));
  return timeoutMs === null ? null : { contentType, timeoutMs };
}

/** Refuses what is compressed: etcd installs nothing that could read it. */
export function checkEncoding({ 'grpc-encoding': encoding }: IncomingHttpHeaders): void {
  if (encoding === undefined || encoding === 'identity') return;
  throw new Refusal(
    Code.UNIMPLEMENTED,
    `grpc: Decompressor is not installed for grpc-encoding ${quoteUtf8(String(encoding))}`,
  );
}

export function responseHeaders({ contentType }: CallHeaders): OutgoingHttpHeaders {
  return { [HTTP2_HEADER_STATUS]: 200, [HTTP2_HEADER_CONTENT_TYPE]: contentType };
}

/** How a call went, as its last headers say it; null: well. */
export function statusHeaders(refusal: Refusal | null): OutgoingHttpHeaders {
  if (refusal === null) return { 'grpc-status': 0, 'grpc-message': '' };
  return { 'grpc-status': refusal.code, 'grpc-message': percentEncoded(refusal.message) };
}

function contentTypeFor(given: string): string | null {
  if (given === GRPC) return GRPC;
  const [, subtype] = /^application\/grpc[+;](.*)$/.exec(given.toLowerCase()) ?? [];
  return subtype === undefined ? null : `${GRPC}+${subtype}`;
}

const UNIT_MS: Readonly<Record<string, number>> = {
  H: 3_600_000,
  M: 60_000,
  S: 1000,
  m: 1,
  u: 0.001,
  n: 0.000_001,
};

/** gRPC over HTTP/2, "Timeout". */
function timeoutOf(text: string): number | null {
  const [, value, unit = ''] = /^(\d{1,8})([HMSmun])$/.exec(text) ?? [];
  return value === undefined ? null : Number(value) * (UNIT_MS[unit] as number);
}

/** gRPC over HTTP/2, "Percent-Encoded": all that is neither printable ASCII nor `%` stands for itself. */
function percentEncoded(text: string): string {
  if (/^[ -$&-~]*$/.test(text)) return text;
  let encoded = '';
  for (const byte of Buffer.from(text)) {
    const isPlain = byte >= 0x20 && byte <= 0x7e && byte !== 0x25;
    encoded += isPlain
      ? String.fromCharCode(byte)
      : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return encoded;
}
