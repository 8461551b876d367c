import { goString } from '../json/encode.ts';
import { JsonError } from '../json/syntax-error.ts';
import { Code, HTTP_STATUS, Refusal } from '../status.ts';

/** A whole HTTP answer. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** On every answer: etcd lets pages of any origin call it. */
const CORS = {
  'Access-Control-Allow-Headers': 'accept, content-type, authorization',
  'Access-Control-Allow-Methods': 'POST, GET, OPTIONS, PUT, DELETE',
  'Access-Control-Allow-Origin': '*',
};

const JSON_HEADERS = { ...CORS, 'Content-Type': 'application/json' };
export const MESSAGE_HEADERS: Readonly<Record<string, string>> = {
  ...JSON_HEADERS,
  'Grpc-Metadata-Content-Type': 'application/grpc',
};
const PLAIN = { ...CORS, 'Content-Type': 'text/plain; charset=utf-8' };
const TEXT_HEADERS = { ...PLAIN, 'X-Content-Type-Options': 'nosniff' };

export const answers = {
  preflight: (): Answer => ({ status: 200, headers: CORS, body: '' }),
  message: (body: string): Answer => ({ status: 200, headers: MESSAGE_HEADERS, body }),
  json: (body: string): Answer => ({ status: 200, headers: JSON_HEADERS, body }),
  plain: (body: string): Answer => ({ status: 200, headers: PLAIN, body }),
  noMethod: (): Answer => ({ status: 404, headers: TEXT_HEADERS, body: 'Not Found\n' }),
  noPage: (): Answer => ({ status: 404, headers: TEXT_HEADERS, body: '404 page not found\n' }),
  notAllowed: (allow?: string): Answer => ({
    status: 405,
    headers: allow === undefined ? TEXT_HEADERS : { ...TEXT_HEADERS, Allow: allow },
    body: 'Method Not Allowed\n',
  }),
};

/** An error as the gateway (grpc-gateway v1) writes it. */
export function refusalAnswer({ code, message }: Refusal): Answer {
  const text = goString(message);
  return {
    status: HTTP_STATUS[code],
    headers: JSON_HEADERS,
    body: `{"error":${text},"message":${text},"code":${code}}`,
  };
}

/** An error that ends a stream which has begun. */
export function streamError({ code, message }: Refusal): string {
  const status = HTTP_STATUS[code];
  const members = [
    `"grpc_code":${code}`,
    `"http_code":${status}`,
    `"message":${goString(message)}`,
    `"http_status":${goString(STATUS_TEXT[status] ?? '')}`,
  ];
  return `{"error":{${members.join(',')}}}\n`;
}

const STATUS_TEXT: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  404: 'Not Found',
  408: 'Request Timeout',
  412: 'Precondition Failed',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

/** Whatever was thrown, as a refusal: an error of our own must not end the server. */
export function toRefusal(error: unknown, jsonCode: Code = Code.INVALID_ARGUMENT): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof JsonError) return new Refusal(jsonCode, error.message);
  // The engine's stack ends before Go's limit on depth is reached.
  if (error instanceof RangeError) return new Refusal(jsonCode, 'exceeded max depth');
  return new Refusal(Code.UNKNOWN, error instanceof Error ? error.message : String(error));
}
