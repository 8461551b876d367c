import * as readable from 'readable-stream';

type Call = (...args: unknown[]) => unknown;

/** Taken before they are replaced by those below. */
const { pipeline: callbackPipeline, promises } = readable.Stream as unknown as {
  pipeline: Call;
  promises: { pipeline: Call };
};
const { pipeline: awaitedPipeline } = promises;

type Done = (error?: Error | null, ...values: unknown[]) => void;

interface Signalled {
  readonly signal?: AbortSignal;
}

/** stream.pipeline, whose abort names its cause. */
export function pipeline(...args: unknown[]): unknown {
  const done = args.pop();
  const signal = signalOf(args.at(-1));
  const told: Done = (error, ...values) => {
    explain(error, signal);
    (done as Done)(error, ...values);
  };
  return callbackPipeline(...args, typeof done === 'function' ? told : done);
}

/** The same as a promise. */
export async function pipelinePromise(...args: unknown[]): Promise<unknown> {
  try {
    return await awaitedPipeline(...args);
  } catch (error) {
    explain(error, signalOf(args.at(-1)));
    throw error;
  }
}

Object.defineProperty(pipelinePromise, 'name', { value: 'pipeline' });
Object.defineProperty(pipeline, Symbol.for('nodejs.util.promisify.custom'), {
  value: pipelinePromise,
});

function signalOf(options: unknown): AbortSignal | undefined {
  return typeof options === 'object' && options !== null
    ? (options as Signalled).signal
    : undefined;
}

function explain(error: unknown, signal: AbortSignal | undefined): void {
  if (!signal?.aborted || !(error instanceof Error)) return;
  if (error.name !== 'AbortError' || 'cause' in error) return;
  Object.defineProperty(error, 'cause', {
    value: signal.reason,
    writable: true,
    configurable: true,
  });
}
