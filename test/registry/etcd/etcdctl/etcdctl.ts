import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { WAIT_LIMIT_MS } from '../../../support/limits.ts';

export const isEtcdctlInstalled = spawnSync('etcdctl', ['version']).status === 0;

/** Runs etcdctl against one server and writes down what it says, line by line. */
export class Etcdctl {
  readonly transcript: string[] = [];
  /** Without `http://`: etcdctl takes all of it for the authority, which Node's HTTP/2 refuses. */
  readonly #endpoint: string;
  readonly #background = new Map<string, Running>();
  readonly #ids = new Map<string, string>();

  constructor(url: string) {
    this.#endpoint = new URL(url).host;
  }

  /** Runs a command to its end. Returns what it wrote to stdout. */
  async run(args: readonly string[], input = ''): Promise<string> {
    const running = new Running(this.#spawn(args));
    // A command that refuses its arguments does not wait for its input.
    running.process.stdin?.on('error', () => {}).end(input);
    await running.exited();
    this.#write(args.join(' '), running.lines);
    return running.lines.join('\n');
  }

  /** Starts a command that runs on, under a name, and waits until it has written so many lines. */
  async start(name: string, args: readonly string[], lines: number): Promise<void> {
    const running = new Running(this.#spawn(args));
    this.#background.set(name, running);
    await this.reads(name, lines);
  }

  /** Waits until a command that runs on has written so many lines in all. */
  async reads(name: string, lines: number): Promise<void> {
    await this.#named(name).hasLines(lines);
  }

  /** Ends a command that runs on, and writes down what it said. */
  async stop(name: string, signal: NodeJS.Signals = 'SIGINT'): Promise<void> {
    const running = this.#named(name);
    running.process.kill(signal);
    await running.exited();
    this.#write(`${name} (until ${signal})`, running.lines);
    this.#background.delete(name);
  }

  /** Ends what still runs. */
  async close(): Promise<void> {
    for (const { process } of this.#background.values()) process.kill('SIGKILL');
  }

  #named(name: string): Running {
    const running = this.#background.get(name);
    if (running === undefined) throw new Error(`${name}: no such command was started.`);
    return running;
  }

  #spawn(args: readonly string[]): ChildProcess {
    const env = { ...process.env, ETCDCTL_API: '3' };
    return spawn('etcdctl', [`--endpoints=${this.#endpoint}`, ...args], { env });
  }

  #write(command: string, lines: readonly string[]): void {
    this.transcript.push(...[`$ ${command}`, ...lines].map((line) => this.#normal(line)));
  }

  /** What differs between two servers by right: addresses, ids, times, sizes. */
  #normal(line: string): string {
    return line
      .replaceAll(this.#endpoint, '<url>')
      .replace(/http:\/\/(127\.0\.0\.1:\d+|<url>)/g, '<address>')
      .replace(/^"(ClusterID|MemberID|Lease)" : \d+$/, '"$1" : <n>')
      .replace(/took = \S+/, 'took = <time>')
      .replace(
        /"(cluster_id|member_id|raft_term|ID|leader|raftIndex|dbSize|hash)":\d+/g,
        '"$1":<n>',
      )
      .replace(/\b[0-9a-f]{12,16}\b/g, (id) => this.#nameOf(id))
      .replace(/\d+ kB, true, false, \d+, \d+, \d+/, '<size>, true, false, <term>, <index>')
      .replace(/^(<url>, )\d+$/, '$1<hash>')
      .replace(/^\{"level":.*"msg":"([^"]*)".*$/, 'log: $1');
  }

  #nameOf(id: string): string {
    const name = this.#ids.get(id) ?? `<id ${this.#ids.size + 1}>`;
    this.#ids.set(id, name);
    return name;
  }
}

class Running {
  readonly process: ChildProcess;
  readonly #closed: Promise<unknown>;
  #text = '';
  #whenWritten: (() => void)[] = [];

  constructor(process: ChildProcess) {
    this.process = process;
    this.#closed = once(process, 'close');
    for (const stream of [process.stdout, process.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#text += text;
        for (const run of this.#whenWritten.splice(0)) run();
      });
    }
  }

  get lines(): string[] {
    return this.#text.split('\n').slice(0, -1);
  }

  /** Resolves when it has ended and all that it wrote has arrived. */
  async exited(): Promise<void> {
    await this.#within(this.#closed);
  }

  async hasLines(count: number): Promise<void> {
    while (this.lines.length < count) {
      await this.#within(new Promise<void>((resolve) => this.#whenWritten.push(resolve)));
    }
  }

  async #within(event: Promise<unknown>): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => {
        this.process.kill('SIGKILL');
        const said = JSON.stringify(this.#text);
        reject(new Error(`${this.process.spawnargs.join(' ')}: no end in sight; it said ${said}`));
      }, WAIT_LIMIT_MS);
    });
    await Promise.race([event, late]).finally(() => clearTimeout(timer));
  }
}
