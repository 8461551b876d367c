import { createEtcd, type Etcd } from '../../../../runtime/registry/etcd/index.ts';
import type { Options } from '../../../../runtime/registry/etcd/server/options.ts';
import { VirtualEnvironment } from '../../../../runtime/registry/testing/virtual-environment.ts';
import { MessageLog, type Server, type Stream } from './server.ts';

const BASE = 'http://etcd';
const STEP_MS = 100;

/** Ours, called by its handler, on time that passes when a test waits. */
export class OurServer implements Server {
  readonly environment: VirtualEnvironment;
  readonly etcd: Etcd;

  private constructor(environment: VirtualEnvironment, etcd: Etcd) {
    this.environment = environment;
    this.etcd = etcd;
  }

  static async start(
    options: Partial<Options> = {},
    environment = new VirtualEnvironment(),
  ): Promise<OurServer> {
    return new OurServer(environment, await createEtcd(environment, options));
  }

  async call(method: string, path: string, body?: string) {
    const init = method === 'GET' ? { method } : { method, body: body ?? '' };
    const response = await this.etcd.fetch(new Request(BASE + path, init));
    const contentType = response.headers.get('content-type');
    return { status: response.status, contentType, text: await response.text() };
  }

  open(path: string, firstPart: string): Stream {
    return new OurStream(this, path, firstPart);
  }

  async pass(ms: number): Promise<void> {
    this.environment.advance(ms);
    await turn();
  }
}

class OurStream implements Stream {
  status: number | null = null;
  hasEnded = false;
  readonly #log = new MessageLog();
  readonly #server: OurServer;
  readonly #gone = new AbortController();
  #body!: ReadableStreamDefaultController<Uint8Array>;
  #isBodyOpen = true;

  constructor(server: OurServer, path: string, firstPart: string) {
    this.#server = server;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#body = controller;
      },
    });
    this.send(firstPart);
    const init = { method: 'POST', body, duplex: 'half', signal: this.#gone.signal };
    void this.#read(new Request(BASE + path, init as RequestInit));
  }

  get received(): readonly unknown[] {
    return this.#log.messages;
  }

  take(): unknown[] {
    return this.#log.take();
  }

  send(part: string): void {
    this.#body.enqueue(new TextEncoder().encode(part));
  }

  endBody(): void {
    if (this.#isBodyOpen) this.#body.close();
    this.#isBodyOpen = false;
  }

  async wait(until: () => boolean, withinMs: number): Promise<void> {
    await turn();
    for (let ms = 0; ms < withinMs && !until(); ms += STEP_MS) await this.#server.pass(STEP_MS);
  }

  close(): void {
    this.endBody();
    this.#gone.abort();
  }

  async #read(request: Request): Promise<void> {
    const response = await this.#server.etcd.fetch(request);
    this.status = response.status;
    const decoder = new TextDecoder();
    const reader = response.body?.getReader();
    for (;;) {
      const next = await reader?.read();
      if (next === undefined || next.done) break;
      this.#log.push(decoder.decode(next.value, { stream: true }));
    }
    this.#log.end();
    this.hasEnded = true;
  }
}

/** Lets everything happen that waits for nothing but a turn. */
async function turn(): Promise<void> {
  for (let i = 0; i < 3; i++) await new Promise((resolve) => setImmediate(resolve));
}
