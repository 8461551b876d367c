import { perProcess } from '../current.ts';
import { invalidArgument } from '../errors/node-error.ts';
import { currentContext, runIn, useContexts } from './context.ts';

type Callable = (...args: never[]) => unknown;

/** https://nodejs.org/docs/latest-v20.x/api/async_context.html#class-asyncresource */
export class AsyncResource {
  readonly #context = currentContext();
  readonly #id = ids().next++;
  readonly type: string;

  constructor(type: string, _options?: object) {
    if (typeof type !== 'string') throw invalidArgument('type', 'of type string', type);
    useContexts();
    Object.defineProperty(this, 'type', { enumerable: false });
    this.type = type;
  }

  static bind<F extends Callable>(fn: F, type?: string, thisArg?: unknown): F {
    return new AsyncResource(type ?? (fn?.name || 'bound-anonymous-fn')).bind(fn, thisArg);
  }

  /** Calls the function with the stores as they were when the resource was made. */
  runInAsyncScope<R>(fn: (...args: unknown[]) => R, thisArg?: unknown, ...args: unknown[]): R {
    return runIn(this.#context, () => Reflect.apply(fn, thisArg, args));
  }

  /** The function, bound to the stores as they were when the resource was made. */
  bind<F extends Callable>(fn: F, thisArg?: unknown): F {
    if (typeof fn !== 'function') throw invalidArgument('fn', 'of type function', fn);
    const resource = this;
    const bound = function (this: unknown, ...args: unknown[]) {
      const call = fn as unknown as (...args: unknown[]) => unknown;
      return resource.runInAsyncScope(call, thisArg ?? this, ...args);
    };
    Object.defineProperty(bound, 'length', { value: fn.length, configurable: true });
    return bound as unknown as F;
  }

  emitDestroy(): this {
    return this;
  }

  asyncId(): number {
    return this.#id;
  }

  triggerAsyncId(): number {
    return 1;
  }
}

/** The program itself has the number 1. */
const ids = perProcess(() => ({ next: 2 }));
