/** What the simulator needs from the JavaScript engine that it runs in, beyond the language. */
export interface Engine {
  /**
   * The value of an expression, evaluated as a script's: it sees globals and nothing else. Stacks
   * name its places by the URL, lines counted from the text's first.
   */
  evaluate(text: string, url: string): Evaluated;
  /**
   * Runs the work where it may wait for turns, not before a first turn of its own. Resolves when the
   * work has.
   */
  inTurns(work: () => Promise<void>): Promise<void>;
  /**
   * For work in turns: resolves when every promise has settled that can without anything else
   * happening, and the engine has told of those that were rejected for nobody.
   */
  turn(): Promise<void>;
  /** Has the engine ask the watcher until the returned function is called. */
  watch(watcher: EngineWatcher): () => void;
}

export interface Evaluated {
  readonly value: unknown;
  /** Columns that the engine had to put before the text, on its first line. */
  readonly prefixColumns: number;
}

/** Learns what only the engine sees. */
export interface EngineWatcher {
  /** A promise was rejected, and nobody handles it. False: it is none of the simulator's. */
  rejected(reason: unknown, promise: Promise<unknown>): boolean;
  /** Such a promise was handled after all. */
  handled(promise: Promise<unknown>): boolean;
  /** Puts an error's stack, as V8 writes it, into its final form. */
  mapStack(stack: string): string;
}

export type Turns = Pick<Engine, 'inTurns' | 'turn'>;

/** Of an engine in which a turn may be waited for anywhere. */
export function plainTurns(turn: Engine['turn']): Turns {
  return {
    async inTurns(work) {
      await turn();
      await work();
    },
    turn,
  };
}

/** Lets V8 write stacks in the watcher's form; in other engines they are mapped when printed. */
export function watchStacks({ mapStack }: EngineWatcher): () => void {
  const { prepareStackTrace } = Error;
  // Named first, as in Driver: a function written right into a property outlives its run.
  const prepare: typeof prepareStackTrace = (error, frames) => {
    const lines = frames.map((frame) => `    at ${frame}`);
    return mapStack([Error.prototype.toString.call(error), ...lines].join('\n'));
  };
  Error.prepareStackTrace = prepare;
  return () => {
    // Undefined means none, and the property may be one that stays.
    Error.prepareStackTrace = prepareStackTrace as NonNullable<typeof prepareStackTrace>;
  };
}
