import { invalidArgument } from '../../errors/node-error.ts';
import { illegalConstructor, outOfRange } from '../arguments.ts';
import { DOMException } from '../dom-exception.ts';
import { dispatchOf, Event } from '../events/event.ts';
import { type EventListener, EventTarget, listenersChanged } from '../events/event-target.ts';
import { host } from '../host.ts';
import { type Inspect, type InspectOptions, inspectAs, inspectCustom } from '../inspect.ts';

type State =
  | { readonly at: 'waiting' }
  /** `order` counts up over all signals: of two sources, the one that aborted first gives the reason. */
  | { readonly at: 'aborted'; readonly reason: unknown; readonly order: number };

let aborts = 0;
const MADE_HERE = Symbol('made here');
const MAX_DELAY_MS = 2 ** 32 - 1;

/** Makes a signal that has not aborted. */
export let createSignal: () => AbortSignal;

/** Aborts a signal, and calls its listeners before it returns. Does nothing the second time. */
export let abortSignal: (signal: AbortSignal, reason: unknown) => void;

/** A signal that aborts when one of the others does. */
export let combineSignals: (sources: readonly AbortSignal[]) => AbortSignal;

/**
 * Says that something should stop, and why. https://dom.spec.whatwg.org/#interface-AbortSignal
 *
 * A combined signal looks at its sources when it is asked, and listens to them only while somebody
 * listens to it: a signal that lives as long as the process does not collect those made from it,
 * and nothing depends on when garbage is collected.
 */
export class AbortSignal extends EventTarget {
  #state: State = { at: 'waiting' };
  #sources: readonly AbortSignal[] = [];
  #dependents: Set<AbortSignal> | null = null;
  #announced = false;
  #onabort: ((this: EventTarget, event: Event) => unknown) | null = null;
  #callsOnabort: EventListener | null = null;

  static {
    createSignal = () => new AbortSignal(MADE_HERE);
    abortSignal = (signal, reason) => signal.#abort(reason);
    combineSignals = (sources) => {
      const signal = createSignal();
      const simple = sources.flatMap((one) => (one.#sources.length > 0 ? one.#sources : [one]));
      const aborted = sources.find((one) => one.aborted);
      if (aborted !== undefined) signal.#state = aborted.#state;
      else signal.#sources = [...new Set(simple)];
      return signal;
    };
  }

  constructor(permission?: typeof MADE_HERE) {
    if (permission !== MADE_HERE) throw illegalConstructor();
    super();
  }

  /** A signal that has aborted already. */
  static abort(reason: unknown = abortError()): AbortSignal {
    const signal = createSignal();
    signal.#state = { at: 'aborted', reason, order: ++aborts };
    return signal;
  }

  /** A signal that aborts with a TimeoutError. Its timer alone does not keep the process alive. */
  static timeout(delayMs: number): AbortSignal {
    if (typeof delayMs !== 'number') throw invalidArgument('delay', 'of type number', delayMs);
    if (!(delayMs >= 0 && delayMs <= MAX_DELAY_MS)) {
      throw outOfRange('delay', `>= 0 && <= ${MAX_DELAY_MS}`, delayMs);
    }
    const signal = createSignal();
    host.timers.set(Math.max(1, Math.trunc(delayMs)), () => {
      host.enter(() => {
        const message = 'The operation was aborted due to timeout';
        signal.#abort(new DOMException(message, 'TimeoutError'));
      });
    });
    return signal;
  }

  /** A signal that aborts as soon as one of these does, with its reason. */
  static any(signals: readonly AbortSignal[]): AbortSignal {
    if (!Array.isArray(signals)) throw invalidArgument('signals', 'an instance of Array', signals);
    signals.forEach((signal, index) => {
      if (signal instanceof AbortSignal) return;
      throw invalidArgument(`signals[${index}]`, 'an instance of AbortSignal', signal);
    });
    return combineSignals(signals);
  }

  get aborted(): boolean {
    return this.#settled().at === 'aborted';
  }

  get reason(): unknown {
    const state = this.#settled();
    return state.at === 'aborted' ? state.reason : undefined;
  }

  throwIfAborted(): void {
    const state = this.#settled();
    if (state.at === 'aborted') throw state.reason;
  }

  get onabort(): ((this: EventTarget, event: Event) => unknown) | null {
    return this.#onabort;
  }

  set onabort(handler: ((this: EventTarget, event: Event) => unknown) | null) {
    this.#onabort = typeof handler === 'function' ? handler : null;
    // A handler keeps its place among the listeners when it is replaced.
    if (this.#onabort !== null && this.#callsOnabort === null) {
      this.#callsOnabort = (event) => this.#onabort?.call(this, event);
      this.addEventListener('abort', this.#callsOnabort);
    }
  }

  #abort(reason: unknown): void {
    if (this.#settled().at === 'aborted') return;
    this.#state = { at: 'aborted', reason, order: ++aborts };
    this.#announce();
  }

  /** Calls the listeners, and then those of the signals made from this one. */
  #announce(): void {
    if (this.#announced) return;
    this.#announced = true;
    const dependents = [...(this.#dependents ?? [])];
    this.#stopListening();
    const event = new Event('abort');
    dispatchOf(event).trusted = true;
    this.dispatchEvent(event);
    for (const dependent of dependents) {
      dependent.#settled();
      dependent.#announce();
    }
  }

  /** The state, after a look at the sources. */
  #settled(): State {
    if (this.#state.at === 'aborted' || this.#sources.length === 0) return this.#state;
    const aborted = this.#sources.flatMap((source) =>
      source.#state.at === 'aborted' ? [source.#state] : [],
    );
    const first = aborted.sort((a, b) => a.order - b.order)[0];
    if (first !== undefined) this.#state = first;
    return this.#state;
  }

  override [listenersChanged](type: string, count: number): void {
    if (type !== 'abort' || this.#state.at === 'aborted') return;
    if (count === 0) this.#stopListening();
    else for (const source of this.#sources) source.#addDependent(this);
  }

  #addDependent(dependent: AbortSignal): void {
    this.#dependents ??= new Set();
    this.#dependents.add(dependent);
  }

  #stopListening(): void {
    for (const source of this.#sources) source.#dependents?.delete(this);
  }

  override [inspectCustom](depth: number, options: InspectOptions, inspect: Inspect): string {
    const members = { aborted: this.aborted };
    return inspectAs(this.constructor.name, members, depth, options, inspect);
  }

  override get [Symbol.toStringTag](): string {
    return 'AbortSignal';
  }
}

export function abortError(): DOMException {
  return new DOMException('This operation was aborted', 'AbortError');
}
