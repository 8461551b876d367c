import { quote } from '../../go/index.ts';
/** What an HTTP check says of an answer: `200 OK`. */
export function describeStatus(response: Response): string {
  const { status } = response;
  return `${status} ${response.statusText || (REASONS[status] ?? '')}`.trim();
}

/** What a server's answer is called when it does not say so itself. */
const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  204: 'No Content',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

/** Why there was no answer, in the words of Go's HTTP client. */
export function describeFailure(
  method: string,
  url: string,
  error: unknown,
  late: boolean,
): string {
  const verb = method.charAt(0).toUpperCase() + method.slice(1).toLowerCase();
  return `${verb} ${quote(url)}: ${late ? LATE : reason(url, error)}`;
}

const LATE = 'context deadline exceeded (Client.Timeout exceeded while awaiting headers)';

function reason(url: string, error: unknown): string {
  const { code, message } = innermost(error);
  const [, host = '', port = '80'] = /^\w+:\/\/(\[[^\]]*\]|[^:/?#]*)(?::(\d+))?/.exec(url) ?? [];
  switch (code) {
    case 'ECONNREFUSED':
      return `dial tcp ${host}:${port}: connect: connection refused`;
    case 'ENOTFOUND':
      return `dial tcp: lookup ${host}: no such host`;
    case 'ETIMEDOUT':
      return `dial tcp ${host}:${port}: i/o timeout`;
    case 'ECONNRESET':
    case 'UND_ERR_SOCKET':
      return 'EOF';
    default:
      return message;
  }
}

function innermost(error: unknown): { readonly code: string; readonly message: string } {
  if (typeof error !== 'object' || error === null) return { code: '', message: String(error) };
  const { cause, code, message } = error as { cause?: unknown; code?: unknown; message?: unknown };
  if (typeof cause === 'object' && cause !== null) return innermost(cause);
  return { code: String(code ?? ''), message: String(message ?? error) };
}
