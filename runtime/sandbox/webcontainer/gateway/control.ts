import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { Greeting } from '../service-control.ts';

/** A service's control connection: lines of JSON both ways. */
export interface Control {
  write(message: object): void;
  /** Resolves when everything that the service said has been handed on, and the connection is over. */
  readonly closed: Promise<void>;
}

interface Expected {
  readonly onLine: (line: string) => void;
  readonly arrived: (control: Control) => void;
}

/** Where the preload of each service reports. One port; a key tells who comes. */
export class ControlServer {
  readonly port: number;
  readonly #expected: Map<string, Expected>;

  private constructor(port: number, expected: Map<string, Expected>) {
    this.port = port;
    this.#expected = expected;
  }

  static async open(): Promise<ControlServer> {
    const expected = new Map<string, Expected>();
    const server = createServer({ noDelay: true }, (socket) => greet(socket, expected));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new ControlServer((server.address() as AddressInfo).port, expected);
  }

  /** Hands on what the service with this key says, from its first line on. */
  expect(key: string, onLine: (line: string) => void): Promise<Control> {
    return new Promise((arrived) => this.#expected.set(key, { onLine, arrived }));
  }

  forget(key: string): void {
    this.#expected.delete(key);
  }
}

function greet(socket: Socket, expected: Map<string, Expected>): void {
  let rest = '';
  let onLine: ((line: string) => void) | null = null;
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.on('error', () => {});
  socket.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (onLine !== null) {
        onLine(line);
        continue;
      }
      const known = expected.get(keyOf(line));
      if (known === undefined) {
        socket.destroy();
        return;
      }
      expected.delete(keyOf(line));
      onLine = known.onLine;
      known.arrived({
        write: (message) => void socket.write(`${JSON.stringify(message)}\n`),
        closed,
      });
    }
  });
}

function keyOf(line: string): string {
  try {
    return String((JSON.parse(line) as Greeting).key);
  } catch {
    return '';
  }
}
