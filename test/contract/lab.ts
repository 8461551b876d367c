import { afterEach, beforeEach, expect } from 'vitest';
import type { Files } from '../../runtime/compile/types.ts';
import type { LedgerEvent } from '../../runtime/network/index.ts';
import {
  type Address,
  type Instance,
  type Sandbox,
  type ServiceSpec,
  StartError,
} from '../../runtime/sandbox/index.ts';
import { WAIT_LIMIT_MS } from '../support/limits.ts';

export type MakeSandbox = () => Sandbox | Promise<Sandbox>;

const ENTRY = 'hello/server.ts';

/** A fresh, booted sandbox for each test of the `describe` block that calls this. */
export function useSandbox(make: MakeSandbox): Lab {
  const lab = new Lab(make);
  beforeEach(() => lab.open());
  afterEach(() => lab.close());
  return lab;
}

/** The sandbox under test, with the few sentences that its tests are made of. */
export class Lab {
  readonly #make: MakeSandbox;
  #sandbox: Sandbox | undefined;

  constructor(make: MakeSandbox) {
    this.#make = make;
  }

  get sandbox(): Sandbox {
    if (this.#sandbox === undefined) throw new Error('The lab is open during a test only.');
    return this.#sandbox;
  }

  async open(): Promise<void> {
    this.#sandbox = await this.#make();
    await this.#sandbox.boot({ signal: limit(), timeoutMs: WAIT_LIMIT_MS, onStage: () => {} });
  }

  async close(): Promise<void> {
    await this.#sandbox?.dispose();
    this.#sandbox = undefined;
  }

  /** Gives the sandbox one file, `hello/server.ts`, or the files given. */
  async sync(code: string | Files): ReturnType<Sandbox['sync']> {
    return this.sandbox.sync(typeof code === 'string' ? { [ENTRY]: code } : code);
  }

  /** Starts `hello/server.ts` as `hello` on a free port, unless told otherwise. */
  async start(spec: Partial<ServiceSpec> = {}, signal = limit()): Promise<Instance> {
    const defaults: ServiceSpec = {
      service: 'hello',
      entry: ENTRY,
      port: 'any',
      env: {},
      startTimeoutMs: WAIT_LIMIT_MS,
    };
    return this.sandbox.start({ ...defaults, ...spec }, signal);
  }

  async run(code: string | Files, spec: Partial<ServiceSpec> = {}): Promise<Instance> {
    await this.sync(code);
    return this.start(spec);
  }

  /** Why a start did not succeed. */
  async startError(spec: Partial<ServiceSpec> = {}, signal = limit()): Promise<StartError> {
    const error = await this.start(spec, signal).then(
      (instance) => new Error(`${instance.id} started, which it should not have`),
      (reason: unknown) => reason,
    );
    if (!(error instanceof StartError)) throw error;
    return error;
  }

  async fetch(to: Instance | Address, path = '/', init: RequestInit = {}): Promise<Response> {
    return this.sandbox.fetch(to, new Request(new URL(path, 'http://hello.test'), init));
  }

  async text(to: Instance | Address, path = '/', init: RequestInit = {}): Promise<string> {
    return (await this.fetch(to, path, init)).text();
  }

  /** The ledger's events of one type, so far. */
  events<T extends LedgerEvent['type']>(type: T): Extract<LedgerEvent, { type: T }>[] {
    return this.sandbox.ledger.read().filter((event) => isOf(event, type));
  }

  /** The first event of that type that satisfies the test, now or later. */
  async event<T extends LedgerEvent['type']>(
    type: T,
    test: (event: Extract<LedgerEvent, { type: T }>) => boolean = () => true,
  ): Promise<Extract<LedgerEvent, { type: T }>> {
    return this.sandbox.ledger.next(
      (event): event is Extract<LedgerEvent, { type: T }> => isOf(event, type) && test(event),
      limit(),
    );
  }

  /** What an instance has printed so far on one of its streams. */
  printed(instance: string, stream: 'stdout' | 'stderr'): string {
    return this.events('output')
      .filter((event) => event.instance === instance && event.stream === stream)
      .map((event) => event.text)
      .join('');
  }

  /** Waits until an instance has printed the text. */
  async untilPrinted(instance: string, stream: 'stdout' | 'stderr', text: string): Promise<void> {
    await this.event('output', () => this.printed(instance, stream).includes(text));
  }
}

/** A fresh signal that ends a wait after `WAIT_LIMIT_MS`. */
export function limit(): AbortSignal {
  return AbortSignal.timeout(WAIT_LIMIT_MS);
}

/** The 1-based `line:column` at which a piece of source begins. */
export function placeOf(source: string, piece: string): string {
  const before = source.slice(0, source.indexOf(piece)).split('\n');
  expect(source).toContain(piece);
  return `${before.length}:${(before.at(-1) ?? '').length + 1}`;
}

function isOf<T extends LedgerEvent['type']>(
  event: LedgerEvent,
  type: T,
): event is Extract<LedgerEvent, { type: T }> {
  return event.type === type;
}
