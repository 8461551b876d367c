import { inspect } from 'node-inspect-extracted';
import { perProcess } from '../current.ts';
import { invalidArgument, nodeError } from '../errors/node-error.ts';
import { nextTick } from '../loop.ts';
import { checkCount, checkListener } from './checks.ts';
import { warnOfLeak } from './leak-warning.ts';
import { rememberEmitted } from './unhandled.ts';

export type EventName = string | symbol;
// biome-ignore lint/suspicious/noExplicitAny: a listener takes what its event is told with.
export type Listener = (...args: any[]) => unknown;
/** What `once` adds in place of the listener: it takes itself away before it calls it. */
type Wrapped = Listener & { listener?: Listener };
/** One listener by itself, or several in their order: lists are never changed, only replaced. */
type Listeners = Wrapped | readonly Wrapped[];

export const errorMonitor: unique symbol = Symbol('events.errorMonitor');
export const captureRejectionSymbol: unique symbol = Symbol.for('nodejs.rejection') as never;
// Names under which Node prints them.
const kCapture: unique symbol = Symbol('kCapture');
const shapeMode: unique symbol = Symbol('shapeMode');

export interface EventEmitterOptions {
  /** A listener that returns a promise which rejects has its reason emitted as an error. */
  readonly captureRejections?: boolean | undefined;
}

const NONE: readonly Wrapped[] = [];

/** Values of the static members, which emitters have unless they say otherwise. */
export const defaults = perProcess(() => ({ maxListeners: 10, captureRejections: false }));

/** The members of EventEmitter; the class itself must also work without `new`, as in Node. */
export class Emitter {
  declare _events: Record<EventName, Listeners> | undefined;
  declare _eventsCount: number;
  declare _maxListeners: number | undefined;
  declare [shapeMode]: boolean;
  declare [kCapture]: boolean;

  emit(name: EventName, ...args: unknown[]): boolean {
    if (name === 'error') meetError(this, args);
    const listeners = this._events?.[name];
    if (listeners === undefined) return false;
    if (typeof listeners === 'function') call(this, listeners, name, args);
    else for (const listener of listeners) call(this, listener, name, args);
    return true;
  }

  addListener(name: EventName, listener: Listener): this {
    return add(this, name, listener, 'last');
  }

  on(name: EventName, listener: Listener): this {
    return add(this, name, listener, 'last');
  }

  prependListener(name: EventName, listener: Listener): this {
    return add(this, name, listener, 'first');
  }

  once(name: EventName, listener: Listener): this {
    checkListener(listener);
    return this.on(name, onceOnly(this, name, listener));
  }

  prependOnceListener(name: EventName, listener: Listener): this {
    checkListener(listener);
    return this.prependListener(name, onceOnly(this, name, listener));
  }

  off(name: EventName, listener: Listener): this {
    return this.removeListener(name, listener);
  }

  removeListener(name: EventName, listener: Listener): this {
    checkListener(listener);
    const before = this._events?.[name];
    if (before === undefined) return this;
    const listeners = asList(before);
    const at = listeners.findLastIndex((one) => one === listener || one.listener === listener);
    const removed = listeners[at];
    if (removed === undefined) return this;
    keep(this, name, listeners.length === 1 ? NONE : listeners.toSpliced(at, 1));
    if (this._events?.removeListener !== undefined) {
      this.emit('removeListener', name, removed.listener ?? listener);
    }
    return this;
  }

  removeAllListeners(name?: EventName): this {
    const names = name === undefined ? this.eventNames() : [name];
    if (this._events?.removeListener === undefined) {
      for (const each of names) keep(this, each, NONE);
      return this;
    }
    for (const each of names.filter((it) => it !== 'removeListener')) {
      for (const listener of listOf(this, each).toReversed()) this.removeListener(each, listener);
    }
    if (names.includes('removeListener')) keep(this, 'removeListener', NONE);
    return this;
  }

  setMaxListeners(count: number): this {
    checkCount('setMaxListeners', count);
    this._maxListeners = count;
    return this;
  }

  getMaxListeners(): number {
    return this._maxListeners ?? defaults().maxListeners;
  }

  listeners(name: EventName): Listener[] {
    return listOf(this, name).map((listener) => listener.listener ?? listener);
  }

  rawListeners(name: EventName): Listener[] {
    return [...listOf(this, name)];
  }

  listenerCount(name: EventName, listener?: Listener | null): number {
    const all = listOf(this, name);
    if (listener === undefined || listener === null) return all.length;
    return all.filter((one) => one === listener || one.listener === listener).length;
  }

  eventNames(): EventName[] {
    return Reflect.ownKeys(this._events ?? {});
  }
}

/** What the constructor does; an emitter that was made without it gets the same when it is used. */
export function initialize(emitter: Emitter, options?: EventEmitterOptions): void {
  if (!Object.hasOwn(emitter, '_events') || emitter._events === undefined) {
    emitter._events = Object.create(null) as Record<EventName, Listeners>;
    emitter._eventsCount = 0;
  }
  emitter._maxListeners ??= undefined;
  const { captureRejections } = options ?? {};
  if (captureRejections !== undefined && typeof captureRejections !== 'boolean') {
    throw invalidArgument('options.captureRejections', 'of type boolean', captureRejections);
  }
  emitter[shapeMode] = false;
  emitter[kCapture] = captureRejections ?? defaults().captureRejections;
}

/** Tells the monitors; throws the error when nobody listens for it. */
function meetError(emitter: Emitter, args: unknown[]): void {
  for (const monitor of listOf(emitter, errorMonitor)) Reflect.apply(monitor, emitter, args);
  if (emitter._events?.error !== undefined) return;
  const [error] = args;
  if (error instanceof Error) {
    rememberEmitted(error, emitter);
    throw error;
  }
  const unhandled = nodeError(Error, 'ERR_UNHANDLED_ERROR', `Unhandled error. (${shown(error)})`);
  throw Object.assign(unhandled, { context: error });
}

function shown(error: unknown): string {
  return typeof error === 'string' ? `'${error}'` : inspect(error);
}

function call(emitter: Emitter, listener: Wrapped, name: EventName, args: unknown[]): void {
  const result: unknown = Reflect.apply(listener, emitter, args);
  if (result === undefined || result === null || !emitter[kCapture]) return;
  const { then } = result as { then?: unknown };
  if (typeof then !== 'function') return;
  const rejected = (reason: unknown) => nextTick(() => reject(emitter, reason, name, args));
  Reflect.apply(then, result, [undefined, rejected]);
}

function reject(emitter: Emitter, reason: unknown, name: EventName, args: unknown[]): void {
  const own = (emitter as { [captureRejectionSymbol]?: Listener })[captureRejectionSymbol];
  if (typeof own === 'function') {
    Reflect.apply(own, emitter, [reason, name, ...args]);
    return;
  }
  // An error listener that rejects in its turn must not be asked about that again.
  const before = emitter[kCapture];
  emitter[kCapture] = false;
  try {
    emitter.emit('error', reason);
  } finally {
    emitter[kCapture] = before;
  }
}

function listOf(emitter: Emitter, name: EventName): readonly Wrapped[] {
  const listeners = emitter._events?.[name];
  return listeners === undefined ? NONE : asList(listeners);
}

function asList(listeners: Listeners): readonly Wrapped[] {
  return typeof listeners === 'function' ? [listeners] : listeners;
}

function add<E extends Emitter>(
  emitter: E,
  name: EventName,
  listener: Wrapped,
  place: 'first' | 'last',
): E {
  checkListener(listener);
  if (emitter._events?.newListener !== undefined) {
    emitter.emit('newListener', name, listener.listener ?? listener);
  }
  const events = eventsOf(emitter);
  const before = events[name];
  if (before === undefined) {
    events[name] = listener;
    emitter._eventsCount += 1;
    warnOfLeak(emitter, name, 1, emitter.getMaxListeners());
    return emitter;
  }
  const known = asList(before);
  const listeners = place === 'first' ? [listener, ...known] : [...known, listener];
  events[name] = listeners;
  warnOfLeak(emitter, name, listeners.length, emitter.getMaxListeners());
  return emitter;
}

function eventsOf(emitter: Emitter): Record<EventName, Listeners> {
  if (!Object.hasOwn(emitter, '_events') || emitter._events === undefined) initialize(emitter);
  return emitter._events as Record<EventName, Listeners>;
}

/** Those that are left after a removal. */
function keep(emitter: Emitter, name: EventName, listeners: readonly Wrapped[]): void {
  const events = eventsOf(emitter);
  const only = listeners.length > 0 ? listeners[0] : undefined;
  if (only !== undefined) {
    events[name] = listeners.length === 1 ? only : listeners;
  } else if (events[name] !== undefined) {
    delete events[name];
    // Kept, not counted: a request adds and removes a dozen.
    emitter._eventsCount -= 1;
  }
}

function onceOnly(emitter: Emitter, name: EventName, listener: Listener): Wrapped {
  let fired = false;
  const wrapped: Wrapped = function (this: unknown, ...args) {
    if (fired) return undefined;
    fired = true;
    emitter.removeListener(name, wrapped);
    return Reflect.apply(listener, this, args);
  };
  wrapped.listener = listener;
  return wrapped;
}
