/** node:events. https://nodejs.org/docs/latest-v20.x/api/events.html */
import { invalidArgument } from '../errors/node-error.ts';
import { listenersOf } from '../web/events/event-target.ts';
import { checkCount, checkListener, checkSignal } from './checks.ts';
import {
  captureRejectionSymbol,
  defaults,
  Emitter,
  type EventEmitterOptions,
  type EventName,
  errorMonitor,
  initialize,
  type Listener,
} from './event-emitter.ts';
import { on } from './on.ts';
import { once } from './once.ts';
import { type EventSource, isTarget } from './sources.ts';

export type { EventEmitterOptions, EventName, Listener };

/** A function and no class, for programs also call it on objects of their own: `call(this)`. */
function NodeEventEmitter(this: Emitter, options?: EventEmitterOptions): void {
  initialize(this, options);
}

NodeEventEmitter.prototype = Emitter.prototype;
Object.defineProperty(NodeEventEmitter, 'name', { value: 'EventEmitter' });
Object.defineProperty(Emitter.prototype, 'constructor', {
  value: NodeEventEmitter,
  writable: true,
  configurable: true,
});

/** The listeners for an event, in the order in which they will be called. */
export function getEventListeners(source: EventSource, name: EventName): Listener[] {
  if (!isTarget(source)) return source.listeners(name);
  return listenersOf(source as never, String(name)) as Listener[];
}

export function getMaxListeners(source: EventSource): number {
  return isTarget(source) ? defaults().maxListeners : source.getMaxListeners();
}

export function setMaxListeners(count = defaults().maxListeners, ...sources: EventSource[]): void {
  checkCount('setMaxListeners', count);
  if (sources.length === 0) defaults().maxListeners = count;
  for (const source of sources) if (!isTarget(source)) source.setMaxListeners(count);
}

export function listenerCount(emitter: Emitter, name: EventName): number {
  return emitter.listenerCount(name);
}

/** Calls back when the signal aborts, once; `Symbol.dispose` of what it returns takes that back. */
export function addAbortListener(signal: AbortSignal, listener: () => void): Disposable {
  if (signal === undefined) throw invalidArgument('signal', 'an instance of AbortSignal', signal);
  checkSignal(signal);
  checkListener(listener);
  if (signal.aborted) queueMicrotask(() => listener());
  else signal.addEventListener('abort', listener, { once: true });
  return { [Symbol.dispose]: () => signal.removeEventListener('abort', listener) };
}

const members = {
  addAbortListener,
  once,
  on,
  getEventListeners,
  getMaxListeners,
  captureRejectionSymbol,
  errorMonitor,
  setMaxListeners,
  listenerCount,
};

Object.defineProperties(NodeEventEmitter, {
  defaultMaxListeners: {
    enumerable: true,
    get: () => defaults().maxListeners,
    set(count: number) {
      checkCount('defaultMaxListeners', count);
      defaults().maxListeners = count;
    },
  },
  captureRejections: {
    enumerable: true,
    get: () => defaults().captureRejections,
    set(captures: boolean) {
      if (typeof captures !== 'boolean') {
        throw invalidArgument('EventEmitter.captureRejections', 'of type boolean', captures);
      }
      defaults().captureRejections = captures;
    },
  },
});

type EventEmitterClass = typeof members & {
  new (options?: EventEmitterOptions): Emitter;
  readonly prototype: Emitter;
  readonly EventEmitter: EventEmitterClass;
  defaultMaxListeners: number;
  captureRejections: boolean;
};

export const EventEmitter = Object.assign(
  NodeEventEmitter,
  members,
) as unknown as EventEmitterClass;
Object.assign(EventEmitter, { EventEmitter });

export type EventEmitter = Emitter;
export { captureRejectionSymbol, errorMonitor, on, once };
