import { invalidArgument } from './errors/node-error.ts';

/** What bindStore takes: an AsyncLocalStorage, as far as a channel uses it. */
interface Store {
  run(value: unknown, callback: () => unknown): unknown;
}

type Subscriber = (message: unknown, name: string | symbol) => void;
type Transform = (data: unknown) => unknown;
type Callable = (...args: unknown[]) => unknown;

const TRACE_EVENTS = ['start', 'end', 'asyncStart', 'asyncEnd', 'error'] as const;
type TraceEvent = (typeof TRACE_EVENTS)[number];

/**
 * The namespace of node:diagnostics_channel. `nextTick` runs a callback soon and reports what it
 * throws as an uncaught error.
 * https://nodejs.org/docs/latest-v20.x/api/diagnostics_channel.html
 */
export function createDiagnosticsChannel(nextTick: (callback: () => void) => void) {
  const channels = new Map<string | symbol, Channel>();

  /** A subscriber that throws must not harm the publisher: its error ends the process instead. */
  function throwSoon(error: unknown): void {
    nextTick(() => {
      throw error;
    });
  }

  class Channel {
    readonly name: string | symbol;
    #subscribers: readonly Subscriber[] = [];
    readonly #stores = new Map<Store, Transform>();

    constructor(name: string | symbol) {
      this.name = name;
    }

    get hasSubscribers(): boolean {
      return this.#subscribers.length > 0 || this.#stores.size > 0;
    }

    subscribe(subscription: Subscriber): void {
      checkFunction('subscription', subscription);
      this.#subscribers = [...this.#subscribers, subscription];
    }

    unsubscribe(subscription: Subscriber): boolean {
      const index = this.#subscribers.indexOf(subscription);
      if (index === -1) return false;
      this.#subscribers = this.#subscribers.toSpliced(index, 1);
      return true;
    }

    publish(message: unknown): void {
      for (const subscriber of this.#subscribers) {
        try {
          subscriber(message, this.name);
        } catch (error) {
          throwSoon(error);
        }
      }
    }

    bindStore(store: Store, transform: Transform = (data) => data): void {
      this.#stores.set(store, transform);
    }

    unbindStore(store: Store): boolean {
      return this.#stores.delete(store);
    }

    /** Publishes and calls, both with every bound store set to what its transform makes of the data. */
    runStores(data: unknown, fn: Callable, thisArg?: unknown, ...args: unknown[]): unknown {
      let run = (): unknown => {
        this.publish(data);
        return Reflect.apply(fn, thisArg, args);
      };
      for (const [store, transform] of this.#stores) run = withStore(store, transform, data, run);
      return run();
    }
  }

  function withStore(store: Store, transform: Transform, data: unknown, next: () => unknown) {
    return () => {
      let value: unknown;
      try {
        value = transform(data);
      } catch (error) {
        throwSoon(error);
        return next();
      }
      return store.run(value, next);
    };
  }

  function channel(name: string | symbol): Channel {
    if (typeof name !== 'string' && typeof name !== 'symbol') {
      throw invalidArgument('channel', 'one of type string or symbol', name);
    }
    const known = channels.get(name);
    if (known !== undefined) return known;
    const made = new Channel(name);
    channels.set(name, made);
    return made;
  }

  class TracingChannel {
    readonly start!: Channel;
    readonly end!: Channel;
    readonly asyncStart!: Channel;
    readonly asyncEnd!: Channel;
    readonly error!: Channel;

    constructor(given: string | Readonly<Record<TraceEvent, Channel>>) {
      for (const event of TRACE_EVENTS) {
        Object.defineProperty(this, event, { value: channelFor(given, event) });
      }
    }

    get hasSubscribers(): boolean {
      return TRACE_EVENTS.some((event) => this[event].hasSubscribers);
    }

    subscribe(handlers: Partial<Record<TraceEvent, Subscriber>>): void {
      for (const event of TRACE_EVENTS) {
        const handler = handlers[event];
        if (handler) this[event].subscribe(handler);
      }
    }

    unsubscribe(handlers: Partial<Record<TraceEvent, Subscriber>>): boolean {
      const removed = TRACE_EVENTS.map((event) => {
        const handler = handlers[event];
        return !handler || this[event].unsubscribe(handler);
      });
      return removed.every(Boolean);
    }

    traceSync(fn: Callable, context: TraceContext = {}, thisArg?: unknown, ...args: unknown[]) {
      if (!this.hasSubscribers) return Reflect.apply(fn, thisArg, args);
      return this.#traced(context, () => {
        context.result = Reflect.apply(fn, thisArg, args);
        return context.result;
      });
    }

    tracePromise(fn: Callable, context: TraceContext = {}, thisArg?: unknown, ...args: unknown[]) {
      if (!this.hasSubscribers) return Reflect.apply(fn, thisArg, args);
      const settled = () => {
        this.asyncStart.publish(context);
        this.asyncEnd.publish(context);
      };
      return this.#traced(context, () =>
        Promise.resolve(Reflect.apply(fn, thisArg, args)).then(
          (result) => {
            context.result = result;
            settled();
            return result;
          },
          (error: unknown) => {
            context.error = error;
            this.error.publish(context);
            settled();
            throw error;
          },
        ),
      );
    }

    traceCallback(
      fn: Callable,
      position = -1,
      context: TraceContext = {},
      thisArg?: unknown,
      ...args: unknown[]
    ) {
      if (!this.hasSubscribers) return Reflect.apply(fn, thisArg, args);
      const callback = args.at(position) as Callable;
      checkFunction('callback', callback);
      const tracing = this;
      args.splice(position, 1, function traced(this: unknown, ...given: unknown[]) {
        if (given[0]) {
          context.error = given[0];
          tracing.error.publish(context);
        } else {
          context.result = given[1];
        }
        return tracing.asyncStart.runStores(context, () => {
          try {
            return Reflect.apply(callback, this, given);
          } finally {
            tracing.asyncEnd.publish(context);
          }
        });
      });
      return this.#traced(context, () => Reflect.apply(fn, thisArg, args));
    }

    #traced(context: TraceContext, run: () => unknown): unknown {
      return this.start.runStores(context, () => {
        try {
          return run();
        } catch (error) {
          context.error = error;
          this.error.publish(context);
          throw error;
        } finally {
          this.end.publish(context);
        }
      });
    }
  }

  function channelFor(
    given: string | Readonly<Record<TraceEvent, Channel>>,
    event: TraceEvent,
  ): Channel {
    if (typeof given === 'string') return channel(`tracing:${given}:${event}`);
    if (typeof given !== 'object' || given === null) {
      const expected = 'of type string or an instance of TracingChannel or Object';
      throw invalidArgument('nameOrChannels', expected, given);
    }
    if (given[event] instanceof Channel) return given[event];
    throw invalidArgument(`nameOrChannels.${event}`, 'an instance of Channel', given[event]);
  }

  return {
    Channel,
    channel,
    hasSubscribers: (name: string | symbol) => channels.get(name)?.hasSubscribers ?? false,
    subscribe: (name: string | symbol, subscription: Subscriber) =>
      channel(name).subscribe(subscription),
    unsubscribe: (name: string | symbol, subscription: Subscriber) =>
      channel(name).unsubscribe(subscription),
    tracingChannel: (given: string | Readonly<Record<TraceEvent, Channel>>) =>
      new TracingChannel(given),
  };
}

interface TraceContext {
  result?: unknown;
  error?: unknown;
}

function checkFunction(name: string, value: unknown): void {
  if (typeof value !== 'function') throw invalidArgument(name, 'of type function', value);
}
