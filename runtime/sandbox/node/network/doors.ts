import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

/** Ports on which the sandbox waits for one connection each, so that it knows whose it is. */
export class Doors {
  readonly #free: Door[] = [];
  readonly #all = new Set<Door>();

  /** Opens a door for one connection. Rejects when the system has no port for it. */
  async open(onSocket: (socket: Socket) => void): Promise<{ port: number; close(): void }> {
    const door = this.#free.pop() ?? (await this.#make());
    door.expect((socket) => {
      this.#free.push(door);
      onSocket(socket);
    });
    return {
      port: door.port,
      // Whoever was to come may still be on the way, so nobody else can use this door.
      close: () => {
        if (door.isExpecting) this.#drop(door);
      },
    };
  }

  close(): void {
    for (const door of [...this.#all]) this.#drop(door);
  }

  async #make(): Promise<Door> {
    const server = createServer({ allowHalfOpen: true, noDelay: true }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const door = new Door(server);
    this.#all.add(door);
    return door;
  }

  #drop(door: Door): void {
    this.#all.delete(door);
    door.close();
  }
}

class Door {
  readonly port: number;
  readonly #server: Server;
  #expected: ((socket: Socket) => void) | null = null;

  constructor(server: Server) {
    this.#server = server.unref();
    this.port = (server.address() as AddressInfo).port;
    server.on('connection', (socket) => {
      const expected = this.#expected;
      this.#expected = null;
      // A stranger has tried the port.
      if (expected === null) socket.destroy();
      else expected(socket);
    });
  }

  expect(onSocket: (socket: Socket) => void): void {
    this.#expected = onSocket;
  }

  get isExpecting(): boolean {
    return this.#expected !== null;
  }

  close(): void {
    this.#server.close();
  }
}
