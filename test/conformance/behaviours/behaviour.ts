/** Prints one line of what a behaviour saw: strings as they are, all else as JSON. */
export type Print = (...values: readonly unknown[]) => void;

/** What a behaviour does: it prints everything it saw, and nothing that may differ between runs. */
export type Run = (print: Print) => unknown;

/** One small thing that Node does, to be compared with what a sandbox does. */
export interface Behaviour {
  readonly area: string;
  /** Area and sentence: `http server/HEAD sends no body`. */
  readonly name: string;
  readonly run: Run;
  readonly process: BehaviourProcess;
}

/**
 * `shared`: it leaves its process as it found it, so one process serves many. `own`: it ends its
 * process, and what is compared is the process's output and exit. With a `signal`, that signal is
 * sent when it has printed `ready`.
 */
export type BehaviourProcess =
  | { readonly kind: 'shared' }
  | { readonly kind: 'own'; readonly signal: 'SIGTERM' | null };

interface OwnProcess {
  readonly run: Run;
  readonly process: BehaviourProcess;
}

/** A behaviour that ends its process. */
export function ownProcess(run: Run): OwnProcess {
  return { run, process: { kind: 'own', signal: null } };
}

/** A behaviour that prints `ready`, is sent SIGTERM, and ends its process. */
export function ownProcessWithSigterm(run: Run): OwnProcess {
  return { run, process: { kind: 'own', signal: 'SIGTERM' } };
}

/** The behaviours of one area, each by its sentence. */
export function area(
  name: string,
  sentences: Readonly<Record<string, Run | OwnProcess>>,
): readonly Behaviour[] {
  return Object.entries(sentences).map(([sentence, it]) => ({
    area: name,
    name: `${name}/${sentence}`,
    ...(typeof it === 'function' ? { run: it, process: { kind: 'shared' } as const } : it),
  }));
}

/** One printed line. It is not made with `util.inspect`, which is itself under comparison. */
export function line(values: readonly unknown[]): string {
  const text = values.map((value) => (typeof value === 'string' ? value : json(value))).join(' ');
  return text.replace(CONTROL, (code) => `\\x${code.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

/** Control characters but for line breaks: what is printed is read in terminals. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const CONTROL = /[\x00-\x09\x0b-\x1f\x7f-\x9f]/g;

function json(value: unknown): string {
  if (value === undefined) return 'undefined';
  const seen = (_key: string, inner: unknown): unknown => {
    if (typeof inner === 'bigint') return `${inner}n`;
    if (typeof inner === 'function') return `[function ${inner.name}]`;
    return typeof inner === 'symbol' || inner === undefined ? String(inner) : inner;
  };
  return JSON.stringify(value, seen);
}
