import type { Random } from '../../../network/index.ts';
import { createDate } from '../../locale/index.ts';
import { createMath } from '../intrinsics.ts';

const EngineDate = Date;

/** What of the language is a process's own. */
export interface ProcessGlobals {
  readonly globals: { readonly Date: DateConstructor; readonly Math: Math };
  /** How many frames of a stack its errors keep. */
  stackTraceLimit: number;
}

type StackHook = typeof Error.prepareStackTrace;

/** How many frames engines keep. */
const STACK_FRAMES = 10;

/** What the language tells of the machine, in a realm that is not to tell: and who asks just now. */
export class Tamed {
  #current: ProcessGlobals | null = null;
  #stackHook: StackHook = Error.prepareStackTrace;
  #outerLimit = STACK_FRAMES;
  /** Globals in the place of the engine's, the same for all processes. */
  readonly globals: Readonly<Record<string, unknown>>;

  constructor() {
    this.#tameDates();
    // Node 20 has no Temporal, nor should this be a way to what nobody freezes.
    Reflect.deleteProperty(Date.prototype, 'toTemporalInstant');
    this.#tameErrors();
    for (const name of Object.getOwnPropertyNames(RegExp)) {
      // What the last match of anybody was.
      if (!LASTING.has(name)) Reflect.deleteProperty(RegExp, name);
    }
    const {
      wait: _,
      waitAsync: __,
      ...rest
    } = Object.getOwnPropertyDescriptors(Atomics) as Record<string, PropertyDescriptor>;
    this.globals = {
      Atomics: Object.create(Object.prototype, rest),
      Function: withoutCode(),
      FinalizationRegistry: NeverFinalized,
      WeakRef: LastingRef,
      WebAssembly: undefined,
      eval: refuseCode,
    };
  }

  createGlobals(nowMs: () => number, random: Random): ProcessGlobals {
    const globals = { Date: createDate(nowMs), Math: createMath(random) };
    return { globals, stackTraceLimit: STACK_FRAMES };
  }

  /**
   * From now on the code that runs is that process's. V8 takes a limit from nothing but a property
   * with a value, and printing a constructor: so each process has its own there, in turn.
   */
  enter(own: ProcessGlobals): void {
    if (this.#current === null) this.#outerLimit = Error.stackTraceLimit;
    this.#current = own;
    Error.stackTraceLimit = own.stackTraceLimit;
    EngineDate.prototype.constructor = own.globals.Date;
  }

  /** From now on it is nobody's. */
  leave(): void {
    if (this.#current === null) return;
    this.#current.stackTraceLimit = Error.stackTraceLimit;
    this.#current = null;
    Error.stackTraceLimit = this.#outerLimit;
    EngineDate.prototype.constructor = EngineDate;
  }

  #now(): number {
    return (this.#current?.globals.Date ?? EngineDate).now();
  }

  #tameDates(): void {
    const formats = Intl.DateTimeFormat.prototype;
    const format = Object.getOwnPropertyDescriptor(formats, 'format') as PropertyDescriptor;
    const { formatToParts } = formats;
    const now = () => this.#now();
    Object.defineProperty(formats, 'format', {
      ...format,
      get(this: Intl.DateTimeFormat) {
        const bound = format.get?.call(this) as Intl.DateTimeFormat['format'];
        return (date?: Date | number) => bound(date === undefined ? now() : date);
      },
    });
    Object.defineProperty(formats, 'formatToParts', {
      value(this: Intl.DateTimeFormat, date?: Date | number) {
        return formatToParts.call(this, date === undefined ? now() : date);
      },
      writable: true,
      configurable: true,
    });
  }

  #tameErrors(): void {
    const isOurs = () => this.#current === null;
    Object.defineProperty(Error, 'prepareStackTrace', {
      // The engine asks here as well, when a program looks at a stack: so it is there, and takes no mark.
      get: () => (isOurs() ? this.#stackHook : Object.freeze(this.#stackHook)),
      set: (hook: StackHook) => {
        if (!isOurs()) {
          throw new TypeError(
            'Error.prepareStackTrace cannot be set in a simulation: stacks are in the form of Node already.',
          );
        }
        this.#stackHook = hook;
      },
      configurable: false,
    });
  }
}

const LASTING = new Set(['length', 'name', 'prototype', 'escape']);

function refuseCode(): never {
  throw new EvalError('Code generation from strings disallowed for this context');
}

/** In the place of all functions' constructors, which make code from text. */
function withoutCode(): unknown {
  const kinds = [() => {}, function* () {}, async () => {}, async function* () {}];
  const [ofFunctions] = kinds.map((sample) => {
    const prototype = Object.getPrototypeOf(sample) as object;
    const { name } = prototype.constructor;
    // A declaration, since it is called with `new` as well.
    function inert(): never {
      return refuseCode();
    }
    Object.defineProperties(inert, {
      name: { value: name },
      length: { value: 1 },
      prototype: { value: prototype, writable: false },
    });
    Object.defineProperty(prototype, 'constructor', {
      value: inert,
      writable: true,
      configurable: true,
    });
    return inert;
  });
  return ofFunctions;
}

/** When memory is reclaimed depends on the machine: here it never is, as far as programs see. */
class LastingRef<T extends object> {
  readonly #target: T;

  constructor(target: T) {
    if ((typeof target !== 'object' && typeof target !== 'function') || target === null) {
      throw new TypeError('WeakRef: target must be an object');
    }
    this.#target = target;
  }

  deref(): T {
    return this.#target;
  }
}

class NeverFinalized {
  register(): void {}

  unregister(): boolean {
    return false;
  }
}

for (const [of, name] of [
  [LastingRef, 'WeakRef'],
  [NeverFinalized, 'FinalizationRegistry'],
] as const) {
  Object.defineProperty(of, 'name', { value: name });
  Object.defineProperty(of.prototype, Symbol.toStringTag, { value: name, configurable: true });
}
