import { WAIT_LIMIT_MS } from '../../../support/limits.ts';
import type { Server, Stream } from '../support/server.ts';
import { type Operation, Relative } from './operation.ts';

/** A key that no operation is about, in base64. */
const MARK = 'fn5+';

/** A server that a run is carried out on, seen as if the run began at revision 0. */
export class Subject {
  readonly #server: Server;
  #base = 0;
  #streams: Stream[] = [];
  #mayBeCatchingUp = false;

  constructor(server: Server) {
    this.#server = server;
  }

  /** Empties the server; what is left of former runs is the revision, which then counts as 0. */
  async reset(): Promise<void> {
    this.close();
    const { leases = [] } = await this.#post('/v3/lease/leases', {});
    for (const { ID } of leases) await this.#post('/v3/lease/revoke', { ID });
    const all = { key: 'AA==', range_end: 'AA==' };
    this.#base = Number((await this.#post('/v3/kv/deleterange', all)).header.revision);
  }

  close(): void {
    for (const stream of this.#streams) stream.close();
    this.#streams = [];
  }

  /** The answer; null for what is answered on a stream. */
  async carryOut(operation: Operation): Promise<unknown> {
    if (takesFromWatches(operation)) await this.#catchUp();
    if (operation.kind === 'call') {
      const body = JSON.stringify(this.#absolute(operation.body));
      const { status, text } = await this.#server.call('POST', operation.path, body);
      return { status, answer: this.#relative(JSON.parse(text)) };
    }
    if (operation.kind === 'watch') await this.#watch(operation.create);
    else await this.#cancel(operation.watch);
    return null;
  }

  /** What each watch has told, event by event, once it has told as much as this. */
  async told(counts: readonly number[]): Promise<unknown[][]> {
    return Promise.all(
      this.#streams.map(async (stream, index) => {
        const all = () => eventByEvent(stream.received);
        await stream.wait(() => all().length >= (counts[index] ?? 0), WAIT_LIMIT_MS);
        return all().map((event) => this.#relative(event));
      }),
    );
  }

  async #watch(create: Readonly<Record<string, unknown>>): Promise<void> {
    const request = this.#absolute({ create_request: create });
    this.#mayBeCatchingUp = true;
    const stream = this.#server.open('/v3/watch', `${JSON.stringify(request)}\n`);
    this.#streams.push(stream);
    // What comes after must come after on both servers.
    await stream.wait(() => stream.received.length > 0, WAIT_LIMIT_MS);
  }

  async #cancel(index: number): Promise<void> {
    const stream = this.#streams[index];
    if (stream === undefined || stream.hasEnded) return;
    const isCanceled = () => JSON.stringify(stream.received).includes('"canceled":true');
    if (isCanceled()) return;
    stream.send('{"cancel_request":{"watch_id":0}}\n');
    await stream.wait(isCanceled, WAIT_LIMIT_MS);
  }

  /**
   * etcd looks every 100 ms for watches that have to read history, and lets them all read: once one
   * has read that was opened last, all have.
   */
  async #catchUp(): Promise<void> {
    if (!this.#mayBeCatchingUp) return;
    this.#mayBeCatchingUp = false;
    const { revision } = (await this.#post('/v3/kv/put', { key: MARK })).header;
    const create_request = { key: MARK, start_revision: revision };
    const stream = this.#server.open('/v3/watch', JSON.stringify({ create_request }));
    await stream.wait(() => stream.received.length > 1, WAIT_LIMIT_MS);
    stream.close();
  }

  // biome-ignore lint/suspicious/noExplicitAny: an answer as it came.
  async #post(path: string, body: object): Promise<any> {
    return JSON.parse((await this.#server.call('POST', path, JSON.stringify(body))).text);
  }

  #absolute(value: unknown): unknown {
    if (value instanceof Relative) return value.offset + this.#base;
    if (Array.isArray(value)) return value.map((element) => this.#absolute(element));
    if (typeof value !== 'object' || value === null) return value;
    return mapMembers(value, (_, member) => this.#absolute(member));
  }

  /** Without what differs by right: who answered, seconds left, orders that are not defined. */
  #relative(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((element) => this.#relative(element));
    if (typeof value !== 'object' || value === null) return value;
    return mapMembers(value, (name, member) => {
      if (/^(cluster_id|member_id|raft_term)$/.test(name)) return undefined;
      if (/revision$/.test(name)) return Number(member) - this.#base;
      if (name === 'TTL' && member !== '-1') return 'seconds';
      if (name === 'keys') return [...(member as string[])].sort();
      if (name === 'leases') return (member as { ID: string }[]).map(({ ID }) => ID).sort();
      return this.#relative(member);
    });
  }
}

/** What takes history away from a watch that still reads it, or the watch itself. */
function takesFromWatches(operation: Operation): boolean {
  if (operation.kind === 'cancel') return true;
  return operation.kind === 'call' && operation.path === '/v3/kv/compaction';
}

function mapMembers(value: object, map: (name: string, member: unknown) => unknown): object {
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, map(name, member)]),
  );
}

function eventByEvent(messages: readonly unknown[]): unknown[] {
  return messages.flatMap((message) => {
    const { events, ...rest } = (message as { result: { events?: unknown[] } }).result;
    return events ?? [rest];
  });
}
