import { AsyncResource } from './async-resource.ts';
import {
  type Context,
  captured,
  currentContext,
  enterContext,
  runIn,
  useContexts,
} from './context.ts';

/** https://nodejs.org/docs/latest-v20.x/api/async_context.html#class-asynclocalstorage */
export class AsyncLocalStorage<T> {
  #enabled = false;

  constructor() {
    useContexts();
  }

  /** The function, bound to the stores as they are now. */
  static bind<F extends (...args: never[]) => unknown>(fn: F): F {
    return AsyncResource.bind(fn);
  }

  /** A function that calls what it is given with the stores as they are now. */
  static snapshot(): (fn: (...args: unknown[]) => unknown, ...args: unknown[]) => unknown {
    return captured((fn: (...args: unknown[]) => unknown, ...args: unknown[]) => fn(...args));
  }

  /** The store for the code that is running; undefined outside of `run`. */
  getStore(): T | undefined {
    return this.#enabled ? (currentContext().get(this) as T | undefined) : undefined;
  }

  /** Calls the function with the store set, for it and for all that it begins. */
  run<R>(store: T, callback: (...args: unknown[]) => R, ...args: unknown[]): R {
    this.#enabled = true;
    return runIn(this.#with(store), () => Reflect.apply(callback, null, args));
  }

  /** Sets the store for the rest of the code that is running, and for all that it begins. */
  enterWith(store: T): void {
    this.#enabled = true;
    enterContext(this.#with(store));
  }

  /** Calls the function without a store. */
  exit<R>(callback: (...args: unknown[]) => R, ...args: unknown[]): R {
    return runIn(this.#without(), () => Reflect.apply(callback, null, args));
  }

  /** There is no store until the next `run` or `enterWith`. */
  disable(): void {
    this.#enabled = false;
    enterContext(this.#without());
  }

  #with(store: T): Context {
    return new Map(currentContext()).set(this, store);
  }

  #without(): Context {
    const others = new Map(currentContext());
    others.delete(this);
    return others;
  }
}
