import type { Model } from './model.ts';

export type RegisterInput =
  | { readonly kind: 'read' }
  | { readonly kind: 'write'; readonly value: string }
  /** Writes `to` where the value is `from`; its output says whether it was. */
  | { readonly kind: 'cas'; readonly from: string | null; readonly to: string };

/** What a read saw (null: nothing was written yet), whether a cas succeeded; of a write, true. */
export type RegisterOutput = string | null | boolean;

/** One value that is read, written, and compared and swapped. */
export const register: Model<string | null, RegisterInput, RegisterOutput> = {
  initial: null,
  step(value, input, output) {
    switch (input.kind) {
      case 'read':
        return output === undefined || output === value ? value : undefined;
      case 'write':
        return input.value;
      case 'cas': {
        const succeeds = value === input.from;
        if (output !== undefined && output !== succeeds) return undefined;
        return succeeds ? input.to : value;
      }
    }
  },
  keyOf: (value) => JSON.stringify(value),
  partitionOf: () => null,
  describe(input, output) {
    const came = output === undefined ? '?' : JSON.stringify(output);
    switch (input.kind) {
      case 'read':
        return `read() → ${came}`;
      case 'write':
        return `write(${JSON.stringify(input.value)})${output === undefined ? ' → ?' : ''}`;
      case 'cas':
        return `cas(${JSON.stringify(input.from)}, ${JSON.stringify(input.to)}) → ${came}`;
    }
  },
};

export type KeyValueInput = RegisterInput & { readonly key: string };

/** Values by their keys, each a register of its own. */
export const keyValue: Model<string | null, KeyValueInput, RegisterOutput> = {
  ...register,
  partitionOf: ({ key }) => key,
  describe: (input, output) => `${input.key}: ${register.describe(input, output)}`,
};

export type CounterInput =
  | { readonly kind: 'add'; readonly amount: number }
  | { readonly kind: 'read' };

/** A sum that begins at 0. Its `add` gives the new sum. */
export const counter: Model<number, CounterInput, number> = {
  initial: 0,
  step(sum, input, output) {
    const next = input.kind === 'add' ? sum + input.amount : sum;
    return output === undefined || output === next ? next : undefined;
  },
  keyOf: String,
  partitionOf: () => null,
  describe: (input, output) =>
    `${input.kind === 'add' ? `add(${input.amount})` : 'read()'} → ${output ?? '?'}`,
};

export type LockInput = { readonly kind: 'acquire' | 'release'; readonly owner: string };

/** A lock that one owner has at a time. Outputs say whether the operation succeeded. */
export const lock: Model<string | null, LockInput, boolean> = {
  initial: null,
  step(owner, input, output) {
    const succeeds = input.kind === 'acquire' ? owner === null : owner === input.owner;
    if (output !== undefined && output !== succeeds) return undefined;
    if (!succeeds) return owner;
    return input.kind === 'acquire' ? input.owner : null;
  },
  keyOf: (owner) => JSON.stringify(owner),
  partitionOf: () => null,
  describe: ({ kind, owner }, output) => `${kind}(${owner}) → ${output ?? '?'}`,
};

export type QueueInput =
  | { readonly kind: 'enqueue'; readonly value: string }
  | { readonly kind: 'dequeue' };

/** First in, first out. A dequeue gives the value, or null from an empty queue. */
export const queue: Model<readonly string[], QueueInput, string | null> = {
  initial: [],
  step(values, input, output) {
    if (input.kind === 'enqueue') return [...values, input.value];
    const [first = null, ...rest] = values;
    return output === undefined || output === first ? rest : undefined;
  },
  keyOf: (values) => JSON.stringify(values),
  partitionOf: () => null,
  describe: (input, output) =>
    input.kind === 'enqueue'
      ? `enqueue(${JSON.stringify(input.value)})`
      : `dequeue() → ${output === undefined ? '?' : JSON.stringify(output)}`,
};
