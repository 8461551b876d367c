import { invalidArgument, nodeError } from '../../errors/node-error.ts';
import type { AbortSignal } from '../abort/abort-signal.ts';
import { missingArguments } from '../arguments.ts';
import { host } from '../host.ts';
import { type Inspect, type InspectOptions, inspectAs, inspectCustom } from '../inspect.ts';
import { dispatchOf, Event } from './event.ts';

export type EventListener =
  | ((this: EventTarget, event: Event) => unknown)
  | { handleEvent(event: Event): unknown };

export interface ListenerOptions {
  capture?: boolean;
  once?: boolean;
  passive?: boolean;
  signal?: AbortSignal;
}

interface Registration {
  readonly listener: EventListener;
  readonly capture: boolean;
  readonly once: boolean;
  removed: boolean;
}

/** The listeners for a type, in the order in which they will be called. */
export let listenersOf: (target: EventTarget, type: string) => EventListener[];

/** Told to a subclass when listeners of a type come or go. */
export const listenersChanged: unique symbol = Symbol('listenersChanged');

/**
 * Listeners and synchronous dispatch. The engines' own would do but for three things: their events
 * read the real clock, they report a listener's error past the process, and they print differently.
 * https://dom.spec.whatwg.org/#interface-eventtarget
 */
export class EventTarget {
  /** None until somebody listens: of most signals nobody ever does. */
  #registrations: Map<string, Registration[]> | null = null;

  static {
    listenersOf = (target, type) =>
      (target.#registrations?.get(type) ?? []).map(({ listener }) => listener);
  }

  addEventListener(
    ...[type, listener, options]: [
      type: string,
      listener: EventListener | null,
      options?: ListenerOptions | boolean | null,
    ]
  ): void {
    if (listener === undefined) throw missingArguments('type', 'listener');
    const { capture, once, signal } = readOptions(options);
    if (signal?.aborted) return;
    if (!isListener(listener)) return;
    const name = `${type}`;
    this.#registrations ??= new Map();
    const known = this.#registrations.get(name) ?? [];
    if (known.some((one) => one.listener === listener && one.capture === capture)) return;
    const count = known.push({ listener, capture, once, removed: false });
    this.#registrations.set(name, known);
    this[listenersChanged](name, count);
    signal?.addEventListener('abort', () => this.removeEventListener(name, listener, { capture }), {
      once: true,
    });
  }

  removeEventListener(
    ...[type, listener, options]: [
      type: string,
      listener: EventListener | null,
      options?: ListenerOptions | boolean | null,
    ]
  ): void {
    if (listener === undefined) throw missingArguments('type', 'listener');
    if (!isListener(listener)) return;
    const { capture } = readOptions(options);
    const found = this.#registrations
      ?.get(`${type}`)
      ?.find((one) => one.listener === listener && one.capture === capture);
    if (found !== undefined) this.#remove(`${type}`, found);
  }

  /** Calls the listeners, one after the other, before it returns. False when one prevented the default. */
  dispatchEvent(event: Event): boolean {
    if (event === undefined) throw missingArguments('event');
    if (!(event instanceof Event)) throw invalidArgument('event', 'an instance of Event', event);
    const dispatch = dispatchOf(event);
    if (dispatch.running) {
      throw nodeError(
        Error,
        'ERR_EVENT_RECURSION',
        `The event "${event.type}" is already being dispatched`,
      );
    }
    dispatch.target = this;
    dispatch.running = true;
    for (const registration of [...(this.#registrations?.get(event.type) ?? [])]) {
      if (dispatch.stopped) break;
      if (registration.removed) continue;
      if (registration.once) this.#remove(event.type, registration);
      this.#call(registration.listener, event);
    }
    dispatch.running = false;
    return !event.defaultPrevented;
  }

  #call(listener: EventListener, event: Event): void {
    try {
      const result =
        typeof listener === 'function' ? listener.call(this, event) : listener.handleEvent?.(event);
      // An async listener that rejects is as uncaught as one that throws.
      if (result instanceof Promise) result.then(undefined, throwUncaught);
    } catch (error) {
      throwUncaught(error);
    }
  }

  #remove(type: string, registration: Registration): void {
    const rest = (this.#registrations?.get(type) ?? []).filter((one) => one !== registration);
    registration.removed = true;
    if (rest.length === 0) this.#registrations?.delete(type);
    else this.#registrations?.set(type, rest);
    this[listenersChanged](type, rest.length);
  }

  [listenersChanged](_type: string, _count: number): void {}

  [inspectCustom](depth: number, options: InspectOptions, inspect: Inspect): string {
    return inspectAs(this.constructor.name, {}, depth, options, inspect);
  }

  get [Symbol.toStringTag](): string {
    return 'EventTarget';
  }
}

function readOptions(options: ListenerOptions | boolean | null | undefined): {
  capture: boolean;
  once: boolean;
  signal: AbortSignal | undefined;
} {
  if (typeof options === 'boolean' || options === null || options === undefined) {
    return { capture: options === true, once: false, signal: undefined };
  }
  const { capture, once, signal } = options;
  if (signal !== undefined && (typeof signal !== 'object' || !('aborted' in signal))) {
    throw invalidArgument('options.signal', 'an instance of AbortSignal', signal);
  }
  return { capture: Boolean(capture), once: Boolean(once), signal };
}

function isListener(listener: EventListener | null): listener is EventListener {
  if (listener === null) return false;
  if (typeof listener === 'function' || typeof listener === 'object') return true;
  throw invalidArgument('listener', 'an instance of EventListener', listener);
}

function throwUncaught(error: unknown): void {
  host.nextTick(() => {
    throw error;
  });
}
