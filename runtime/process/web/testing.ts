import { inspect as nodeInspect } from 'node:util';
import { inspect } from 'node-inspect-extracted';
import { expect, test } from 'vitest';
import { TestHost } from '../testing.ts';
import { createWeb, type WebGlobals, type WebHost } from './index.ts';

/** For tests: a host that counts what the web platform does with it. */
export class WebTestHost extends TestHost implements WebHost {
  /** Errors that nobody caught. */
  readonly uncaught: unknown[] = [];
  /** What keeps the process alive. */
  openHandles = 0;
  /** Connections that were made. */
  dialled = 0;
  /** While true, nobody hears of a dial. */
  silent = false;
  readonly web = createWeb(this);
  readonly #timerIds = new Set<number>();

  constructor() {
    super();
    const { set, clear } = this.timers;
    this.timers.set = (delayMs, run) => {
      const id = set(delayMs, () => {
        this.#timerIds.delete(id);
        run();
      });
      this.#timerIds.add(id);
      return id;
    };
    this.timers.clear = (id) => {
      this.#timerIds.delete(id);
      clear(id);
    };
    const { connect } = this.network;
    this.network.connect = (host, port, ready, failed) => {
      const isKnown = ['localhost', '127.0.0.1', '::1'].includes(host);
      if (isKnown && !this.silent) {
        this.dialled += 1;
        return connect(host, port, ready, failed);
      }
      if (!isKnown) this.timers.soon(() => failed('ENOTFOUND'));
      return { cancel: () => {} };
    };
  }

  /** Timers that have neither run nor been cleared. */
  get pendingTimers(): number {
    return this.#timerIds.size;
  }

  enter(callback: () => void): void {
    try {
      callback();
    } catch (error) {
      this.uncaught.push(error);
    }
  }

  nextTick(callback: () => void): void {
    Promise.resolve().then(() => this.enter(callback));
  }

  openHandle(): () => void {
    this.openHandles += 1;
    let open = true;
    return () => {
      if (open) this.openHandles -= 1;
      open = false;
    };
  }

  /** Lets things happen until the promise has settled; the clock stands still. */
  async until<T>(promise: Promise<T>): Promise<T> {
    let settled = false;
    const note = () => {
      settled = true;
    };
    promise.then(note, note);
    for (let turns = 0; !settled && turns < 1000; turns++) await this.settle();
    if (!settled) throw new Error('This promise does not settle, and nothing is left to happen.');
    return promise;
  }
}

/** Node's own classes, which ours are to be told apart from by nobody. */
export const nodeWeb = globalThis as unknown as WebGlobals;

/** Node 20's answers are the right ones; other versions give others. */
const isNode20 = process.versions.node.startsWith('20.');

/** Runs each program on Node's classes and on ours, and expects that both give or throw the same. */
export function sameAsNode(
  programs: readonly (readonly [sentence: string, run: (web: WebGlobals) => unknown])[],
): void {
  sameOutcomes(
    programs,
    (run) => run(nodeWeb),
    (run) => run(new WebTestHost().web),
  );
}

/** The same, for programs that are run on each side in a way of its own. */
export function sameOutcomes<Run>(
  programs: readonly (readonly [sentence: string, run: Run])[],
  inNode: (run: Run) => unknown,
  onOurs: (run: Run) => unknown,
): void {
  test.runIf(isNode20).each(programs)('as in Node: %s', async (_sentence, run) => {
    const right = await outcome(() => inNode(run), nodeInspect);
    expect(await outcome(() => onOurs(run), inspect as unknown as typeof nodeInspect)).toBe(right);
  });
}

async function outcome(run: () => unknown, print: typeof nodeInspect): Promise<string> {
  try {
    return `gave ${describe(await run(), print)}`;
  } catch (error) {
    return `threw ${describe(error, print)}`;
  }
}

/** A value as it prints; an error by all that a program can see of it but its stack. */
function describe(value: unknown, print: typeof nodeInspect): string {
  if (!isError(value)) return withoutChance(print(value, { depth: 5, breakLength: Infinity }));
  const because = value.cause === undefined ? '' : `, because of ${describe(value.cause, print)}`;
  const own = print(ownMembers(value), { breakLength: Infinity });
  return withoutChance(`${value.constructor.name} ${value.name}: "${value}" ${own}${because}`);
}

/** What an error has of its own, in no particular order. */
function ownMembers(error: Error): object {
  const members = Object.entries({ ...error }).filter(([name]) => name !== 'message');
  return Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isError(value: unknown): value is Error {
  return (
    value instanceof Error || Object.prototype.toString.call(value) === '[object DOMException]'
  );
}

/** Without what differs from run to run: ports, times, boundaries, counts of bytes. */
function withoutChance(printed: string): string {
  return printed
    .replace(/(localhost|127\.0\.0\.1):\d+/g, '$1:PORT')
    .replace(/(ort: )\d{4,5}\b/g, '$1PORT')
    .replace(/(timeStamp|lastModified): [\d.]+/g, '$1: TIME')
    .replace(/formdata-undici-0\d{11}/g, 'formdata-undici-DIGITS')
    .replace(/, (timeout: undefined|bytesWritten: \d+|bytesRead: \d+)/g, '');
}
