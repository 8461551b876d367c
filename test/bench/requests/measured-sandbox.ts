import type { Files } from '../../../runtime/compile/types.ts';
import type { Instance, Sandbox } from '../../../runtime/sandbox/index.ts';

export interface Load {
  readonly by: 'fetch' | 'http';
  readonly inFlight: number;
  readonly count: number;
}

/** What one load came to, as the client measured it. */
export interface LoadFigures {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** How the server is occupied when it is killed: it waits for something, or it hangs in a loop. */
export type Occupation = 'hold' | 'spin';

/** A sandbox with a server and a client in it, which measures. Any kind, so that figures compare. */
export class MeasuredSandbox {
  readonly #sandbox: Sandbox;
  readonly #files: Files;
  readonly #signal = new AbortController().signal;
  #server: Instance | null = null;
  #client: Instance | null = null;

  /** `files` holds `server.ts` and `client.ts` from `services/`. */
  constructor(sandbox: Sandbox, files: Files) {
    this.#sandbox = sandbox;
    this.#files = files;
  }

  async boot(): Promise<void> {
    const { signal } = new AbortController();
    await this.#sandbox.boot({ signal, timeoutMs: 10_000, onStage: () => {} });
    await this.#sandbox.sync(this.#files);
    await this.#startPair();
  }

  async #startPair(): Promise<void> {
    this.#server = await this.#start('server', {});
    const [address] = this.#server.addresses;
    this.#client = await this.#start('client', { SERVER_PORT: `${address?.port}` });
  }

  #start(service: string, env: Record<string, string>): Promise<Instance> {
    const spec = { service, entry: `${service}.ts`, port: 'any', env, startTimeoutMs: 10_000 };
    return this.#sandbox.start(spec as typeof spec & { port: 'any' }, this.#signal);
  }

  async load({ by, inFlight, count }: Load): Promise<LoadFigures> {
    const query = `by=${by}&in-flight=${inFlight}&count=${count}`;
    return (await this.#ask(this.#client, `/run?${query}`)).json();
  }

  /** From SIGKILL to the client's word that it had ECONNRESET, with both started anew after it. */
  async killToReset(occupation: Occupation): Promise<number> {
    const held = await this.#ask(this.#client, `/${occupation}`);
    if (occupation === 'spin') await this.#sandbox.clock.sleep(60, this.#signal);
    const killedMs = performance.now();
    void this.#server?.signal('SIGKILL');
    const code = await held.text();
    const tookMs = performance.now() - killedMs;
    if (code !== 'ECONNRESET') throw new Error(`The client had ${code} for its killed server.`);
    await this.#client?.signal('SIGKILL');
    await Promise.all([this.#server?.exited, this.#client?.exited]);
    await this.#startPair();
    return tookMs;
  }

  /** Starts more servers; returns the process ids that they go by. */
  async startServers(count: number): Promise<number[]> {
    const pids: number[] = [];
    for (let started = 0; started < count; started++) {
      const server = await this.#start('server', {});
      const { pid } = (await (await this.#ask(server, '/echo')).json()) as { pid: number };
      pids.push(pid);
    }
    return pids;
  }

  /** The ledger keeps no more from here on: it drops as much as it is given. */
  get ledgerIsFull(): boolean {
    return this.#sandbox.ledger.droppedBefore > 0;
  }

  async dispose(): Promise<void> {
    await this.#sandbox.dispose();
  }

  async #ask(instance: Instance | null, path: string): Promise<Response> {
    if (instance === null) throw new Error('The sandbox was not booted.');
    return this.#sandbox.fetch(instance, new Request(`http://localhost${path}`));
  }
}
