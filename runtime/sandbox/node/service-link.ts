import type { FromService } from './network/messages.ts';

/** Splits a stream of text into what a service's process says, as the text comes. */
export class LineReader {
  readonly #onMessage: (message: FromService) => void;
  #rest = '';

  constructor(onMessage: (message: FromService) => void) {
    this.#onMessage = onMessage;
  }

  add(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      const message = read(line);
      if (message !== null) this.#onMessage(message);
    }
  }
}

type Fields = Readonly<Record<string, unknown>>;

/** Null for what is no message: the service can write to the descriptor too, and may write anything. */
function read(line: string): FromService | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const fields = value as Fields;
  const isMessage = SHAPES[fields.type as FromService['type']]?.(fields) ?? false;
  return isMessage ? (value as FromService) : null;
}

const isPort = (value: unknown) =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) < 65_536;
const isId = (value: unknown) => Number.isInteger(value);
const isText = (value: unknown) => typeof value === 'string';

const SHAPES: Readonly<Record<FromService['type'], (fields: Fields) => boolean>> = {
  listening: ({ port, host }) => isPort(port) && isText(host),
  'port-taken': ({ port }) => isPort(port),
  uncaught: ({ stack }) => isText(stack),
  listen: ({ listener, host, port, ipv6Only }) =>
    isId(listener) &&
    (host === null || isText(host)) &&
    isPort(port) &&
    typeof ipv6Only === 'boolean',
  opened: ({ listener, port }) => isId(listener) && isPort(port),
  unlisten: ({ listener }) => isId(listener),
  connect: ({ id, host, port }) => isId(id) && isText(host) && isPort(port),
  closed: ({ id }) => isId(id),
  wrote: ({ by, bytes }) => {
    if (typeof by !== 'object' || by === null || !isId(bytes)) return false;
    return isId((by as Fields).id) || isPort((by as Fields).port);
  },
  acting: ({ moment }) => {
    if (typeof moment !== 'object' || moment === null) return false;
    const { when, action, path } = moment as Fields;
    return isText(when) && isText(action) && isText(path);
  },
  pong: () => true,
  watching: () => true,
};
