import type { FollowAwaits } from '../../compile/link/async-context.ts';
import { type Context, captured, currentContext, enterContext } from './context.ts';

/**
 * Brings one call of an asynchronous function back into its context after each await. The linker
 * writes its use into the function (see compile/link/async-context.ts); the function still awaits the
 * value itself, so it goes on exactly as soon as it would have without.
 */
export class Continuation {
  /** What is to be awaited. */
  operand: unknown;
  /** The context to come back to; null while the function runs. */
  #awaitingIn: Context | null = null;

  /** Takes what is about to be awaited, and returns the context to come back to. */
  suspended(value: unknown): Context {
    this.operand = isPromise(value) ? value : followedThenable(value);
    this.#awaitingIn = currentContext();
    return this.#awaitingIn;
  }

  /** Comes back from an await that gave a value. */
  resumed<T>(context: Context, value: T): T {
    enterContext(context);
    this.#awaitingIn = null;
    return value;
  }

  /** Comes back from wherever the function may have awaited: a throw, a turn of a loop. */
  restored<T>(value?: T): T | undefined {
    if (this.#awaitingIn !== null) enterContext(this.#awaitingIn);
    this.#awaitingIn = null;
    return value;
  }

  /** The same sequence; whoever asks it for the next value awaits that in the present context. */
  each(sequence: unknown): unknown {
    const asked = () => {
      this.#awaitingIn = currentContext();
    };
    for (const kind of [Symbol.asyncIterator, Symbol.iterator] as const) {
      const method = (sequence as Sequence | null | undefined)?.[kind];
      if (method === undefined || method === null) continue;
      return { [kind]: () => followedIterator(Reflect.apply(method, sequence, []), asked) };
    }
    return sequence;
  }
}

/** What the linker's text calls at the beginning of each asynchronous function. */
export const followAwaits: FollowAwaits = () => new Continuation();

type Step = (value?: unknown) => unknown;
type Steps = { readonly [name in 'next' | 'return' | 'throw']?: Step };
type Sequence = Partial<Record<typeof Symbol.asyncIterator | typeof Symbol.iterator, () => Steps>>;

/** Has exactly the methods that the iterator has, since engines ask for them. */
function followedIterator(iterator: Steps, asked: () => void): Steps {
  const followed = (name: keyof Steps): Steps => {
    const step = iterator[name];
    if (typeof step !== 'function') return {};
    return {
      [name]: (...given: [unknown?]) => {
        asked();
        return Reflect.apply(step, iterator, given);
      },
    };
  };
  return { ...followed('next'), ...followed('return'), ...followed('throw') };
}

function isPromise(value: unknown): boolean {
  return value instanceof Promise;
}

/** The `then` of an object that is no promise is called later: in the context of the await. */
function followedThenable(value: unknown): unknown {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return value;
  const then = (value as { then?: unknown }).then;
  if (typeof then !== 'function') return value;
  // biome-ignore lint/suspicious/noThenProperty: it stands for one
  return { then: captured((...given: unknown[]) => Reflect.apply(then, value, given)) };
}
