import { invalidValue, outOfRange } from '../errors/argument-error.ts';
import { invalidArgument } from '../errors/node-error.ts';
import { notAvailable } from '../errors/not-available.ts';

type Callable = (...args: never[]) => unknown;

/** One call of a mocked function. */
export interface MockCall {
  readonly arguments: readonly unknown[];
  readonly error: unknown;
  readonly result: unknown;
  readonly stack: Error;
  readonly target: unknown;
  readonly this: unknown;
}

/** `mocked.mock`: what the function was called with, and what it is to do. */
export class MockFunctionContext {
  #calls: MockCall[] = [];
  #implementation: Callable;
  readonly #onCall = new Map<number, Callable>();
  readonly #restore: (context: MockFunctionContext) => void;
  readonly #times: number;

  constructor(
    implementation: Callable,
    restore: (context: MockFunctionContext) => void,
    times: number,
  ) {
    this.#implementation = implementation;
    this.#restore = restore;
    this.#times = times;
    hidden.set(this, {
      record: (call) => this.#calls.push(call),
      next: () => this.#next(),
    });
  }

  get calls(): MockCall[] {
    return [...this.#calls];
  }

  callCount(): number {
    return this.#calls.length;
  }

  mockImplementation(implementation: Callable): void {
    checkFunction('implementation', implementation);
    this.#implementation = implementation;
  }

  /** Replaces the function for one call: the next, or the one with this number (from 0). */
  mockImplementationOnce(implementation: Callable, onCall?: number): void {
    checkFunction('implementation', implementation);
    const next = this.#calls.length;
    const call = onCall ?? next;
    if (typeof call !== 'number') throw invalidArgument('onCall', 'of type number', call);
    if (call < next) {
      throw outOfRange('onCall', `>= ${next} && <= ${Number.MAX_SAFE_INTEGER}`, call);
    }
    this.#onCall.set(call, implementation);
  }

  /** Puts the original function back. */
  restore(): void {
    this.#restore(this);
  }

  resetCalls(): void {
    this.#calls = [];
  }

  #next(): Callable {
    const call = this.#calls.length;
    const implementation = this.#onCall.get(call) ?? this.#implementation;
    if (call + 1 === this.#times) this.restore();
    this.#onCall.delete(call);
    return implementation;
  }
}

interface Hidden {
  record(call: MockCall): void;
  next(): Callable;
}

/** What the mocked function does with its context; the program cannot. */
const hidden = new WeakMap<MockFunctionContext, Hidden>();

interface MockOptions {
  readonly times?: number;
  readonly getter?: boolean;
  readonly setter?: boolean;
}

const MOCK_HINT = 'Pass in what is to be replaced, and give a mock.fn() in the test.';

/** https://nodejs.org/docs/latest-v20.x/api/test.html#class-mocktracker */
export class MockTracker {
  #contexts: MockFunctionContext[] = [];
  readonly module = notAvailable('mock.module', MOCK_HINT);

  get timers(): never {
    return notAvailable('mock.timers', MOCK_HINT)();
  }

  /** A function that calls the original, or the implementation in its place, and keeps its calls. */
  fn(original?: unknown, implementation?: unknown, options?: unknown): Callable {
    const given = [original, implementation, options];
    const settings = (given.find((each) => typeof each === 'object' && each !== null) ?? {}) as {
      times?: number;
    };
    const functions = given.slice(0, given.indexOf(settings) === -1 ? 2 : given.indexOf(settings));
    const { 0: first = () => undefined, 1: second = first } = functions;
    checkFunction('original', first);
    checkFunction('implementation', second);
    const restore = (context: MockFunctionContext) => context.mockImplementation(first);
    return this.#mocked(first, new MockFunctionContext(second, restore, timesOf(settings)));
  }

  /** Replaces a method of an object by one that keeps its calls. */
  method(object: object, name: PropertyKey, ...given: unknown[]): Callable {
    checkObject(object);
    if (typeof name !== 'string' && typeof name !== 'symbol') {
      throw invalidArgument('methodName', 'one of type string or symbol', name);
    }
    const { implementation, options } = readArguments(given);
    const { getter = false, setter = false } = options;
    if (getter && setter) {
      throw invalidValue('options.setter', setter, "cannot be used with 'options.getter'");
    }
    const role = getter ? 'get' : setter ? 'set' : 'value';
    const descriptor = descriptorOf(object, name);
    const original: unknown = descriptor?.[role];
    if (descriptor === undefined || typeof original !== 'function') {
      throw invalidValue('methodName', original, 'must be a method');
    }
    const restore = () => Object.defineProperty(object, name, descriptor);
    const context = new MockFunctionContext(
      (implementation ?? original) as Callable,
      restore,
      timesOf(options),
    );
    const mocked = this.#mocked(original as Callable, context);
    Object.defineProperty(object, name, { ...descriptor, [role]: mocked });
    return mocked;
  }

  getter(object: object, name: PropertyKey, ...given: unknown[]): Callable {
    const { implementation, options } = readArguments(given);
    return this.method(object, name, implementation, { ...options, getter: true });
  }

  setter(object: object, name: PropertyKey, ...given: unknown[]): Callable {
    const { implementation, options } = readArguments(given);
    return this.method(object, name, implementation, { ...options, setter: true });
  }

  /** Puts back every original, and forgets the mocks. */
  reset(): void {
    this.restoreAll();
    this.#contexts = [];
  }

  /** Puts back every original. */
  restoreAll(): void {
    for (const context of this.#contexts) context.restore();
  }

  #mocked(original: Callable, context: MockFunctionContext): Callable {
    this.#contexts.push(context);
    const { next, record } = hidden.get(context) as Hidden;
    return new Proxy(original, {
      apply(_original, self, args) {
        return recorded(record, args, { target: undefined, self }, () =>
          Reflect.apply(next(), self, args),
        );
      },
      construct(target, args, newTarget) {
        return recorded(record, args, { target }, () =>
          Reflect.construct(next(), args, newTarget),
        ) as object;
      },
      get(target, property, receiver) {
        return property === 'mock' ? context : Reflect.get(target, property, receiver);
      },
    });
  }
}

/** Calls, and records the call however it ends. `this` of a constructor's call is what it made. */
function recorded(
  record: (call: MockCall) => void,
  args: readonly unknown[],
  call: { readonly target: unknown; readonly self?: unknown },
  run: () => unknown,
): unknown {
  let result: unknown;
  let error: unknown;
  try {
    result = run();
  } catch (thrown) {
    error = thrown;
    throw thrown;
  } finally {
    const self = 'self' in call ? call.self : result;
    const { target } = call;
    record({ arguments: args, error, result, stack: new Error(), target, this: self });
  }
  return result;
}

function readArguments([first, second]: readonly unknown[]) {
  const onlyOptions = typeof first === 'object' && first !== null;
  const implementation = onlyOptions ? undefined : first;
  if (implementation !== undefined) checkFunction('implementation', implementation);
  return { implementation, options: ((onlyOptions ? first : second) ?? {}) as MockOptions };
}

function timesOf({ times = Number.POSITIVE_INFINITY }: MockOptions): number {
  if (typeof times !== 'number') throw invalidArgument('options.times', 'of type number', times);
  if (times < 1) throw outOfRange('options.times', `>= 1 && <= ${Number.MAX_SAFE_INTEGER}`, times);
  return times;
}

function descriptorOf(object: object, name: PropertyKey): PropertyDescriptor | undefined {
  for (let at: object | null = object; at !== null; at = Object.getPrototypeOf(at)) {
    const descriptor = Object.getOwnPropertyDescriptor(at, name);
    if (descriptor !== undefined) return descriptor;
  }
  return undefined;
}

function checkObject(value: unknown): void {
  if (typeof value === 'function' || (typeof value === 'object' && value !== null)) return;
  throw invalidArgument('object', 'of type object', value);
}

function checkFunction(name: string, value: unknown): asserts value is Callable {
  if (typeof value !== 'function') throw invalidArgument(name, 'of type function', value);
}
