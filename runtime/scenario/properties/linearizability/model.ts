/**
 * What an object should do, one operation after the other. `step` must be a pure function: it is
 * called in many orders, and its states are kept and compared.
 */
export interface Model<State, Input, Output> {
  readonly initial: State;
  /**
   * The state after the operation, or undefined when the object could not have answered so. `output`
   * is undefined where no answer came: then any would do.
   */
  step(state: State, input: Input, output: Output | undefined): State | undefined;
  /** The same text for the same state, and for no other. */
  keyOf(state: State): string;
  /** Operations with different keys do not concern each other; null where all do. */
  partitionOf(input: Input): string | null;
  /** In words, for the verdict: `write(3)`, `read() → 3`. */
  describe(input: Input, output: Output | undefined): string;
}

/** One operation as its client saw it. */
export interface Operation<Input, Output> {
  readonly client: string;
  readonly input: Input;
  readonly callMs: number;
  /** Undefined when no answer came: it may have taken effect at any time after the call, or never. */
  readonly output: Output | undefined;
  /** When the answer came; Infinity when none did. */
  readonly returnMs: number;
}
