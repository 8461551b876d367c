import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

/** What a front needs to know of the service behind it. */
export interface FrontOptions {
  /** An IP address; null for all of this machine's. */
  readonly host: string | null;
  readonly port: number;
  readonly ipv6Only: boolean;
  /** Somebody from outside of the sandbox has come. */
  readonly onSocket: (socket: Socket) => void;
}

/** A port that a service listens on, as everybody else sees it: what comes there passes the network. */
export class Front {
  readonly host: string;
  readonly port: number;
  readonly #server: Server;
  readonly #waiting: { reach: (port: number) => void; fail: () => void }[] = [];
  #target: number | null = null;
  #isClosed = false;

  private constructor(server: Server) {
    const { address, port } = server.address() as AddressInfo;
    this.#server = server;
    this.host = address;
    this.port = port;
  }

  /** Rejects with Node's own error: EADDRINUSE, EACCES, EADDRNOTAVAIL. */
  static async open({ host, port, ipv6Only, onSocket }: FrontOptions): Promise<Front> {
    const server = createServer({ allowHalfOpen: true, noDelay: true }, onSocket);
    server.listen({ port, ipv6Only, ...(host === null ? {} : { host }) });
    await once(server, 'listening');
    return new Front(server);
  }

  /** Whether somebody who dials this address of the machine itself comes here. */
  covers(address: string): boolean {
    if (this.host === '::') return true;
    const isV6 = address.includes(':');
    return this.host === '0.0.0.0' ? !isV6 : isV6 === this.host.includes(':');
  }

  /** The service takes connections at this port of 127.0.0.1. */
  opened(port: number): void {
    this.#target = port;
    for (const { reach } of this.#waiting.splice(0)) reach(port);
  }

  /** Calls one of these with where the service takes connections, as soon as it does. */
  whenOpened(reach: (port: number) => void, fail: () => void): void {
    if (this.#isClosed) fail();
    else if (this.#target !== null) reach(this.#target);
    else this.#waiting.push({ reach, fail });
  }

  close(): void {
    this.#isClosed = true;
    this.#server.close();
    for (const { fail } of this.#waiting.splice(0)) fail();
  }
}
