import { formatWithOptions, type InspectOptions, inspect } from 'node-inspect-extracted';
import { host } from '../current.ts';
import { nodeError } from '../errors/node-error.ts';
import { reveal, stackOf } from '../errors/stack.ts';
import { currentProcess } from '../process/process.ts';
import { formatDuration } from './duration.ts';
import { renderTable, tableOf } from './table.ts';

/** Where a console writes. */
export interface Sink {
  write(text: string): unknown;
}

const GROUP_INDENT = 2;

/** https://nodejs.org/docs/latest-v20.x/api/console.html#new-consoleoptions */
export interface ConsoleOptions {
  readonly stdout: Sink;
  readonly stderr?: Sink;
  /** Columns by which a group is indented. */
  readonly groupIndentation?: number;
  readonly inspectOptions?: InspectOptions;
}

/** What a console does: counts, times, groups and prints. */
export class Printer {
  readonly #stdout: Sink;
  readonly #stderr: Sink;
  readonly #counts = new Map<string, number>();
  readonly #startedMs = new Map<string, number>();
  readonly #groupIndent: string;
  readonly #inspectOptions: InspectOptions;
  #indent = '';

  constructor(given: Sink | ConsoleOptions, stderr?: Sink) {
    const options = 'write' in given ? { stdout: given, ...(stderr && { stderr }) } : given;
    const { stdout, groupIndentation = GROUP_INDENT } = options;
    if (typeof stdout?.write !== 'function') {
      const message = 'Console expects a writable stream instance for stdout';
      throw nodeError(TypeError, 'ERR_CONSOLE_WRITABLE_STREAM', message);
    }
    this.#stdout = stdout;
    this.#stderr = options.stderr ?? stdout;
    this.#groupIndent = ' '.repeat(groupIndentation);
    this.#inspectOptions = options.inspectOptions ?? {};
  }

  log(...values: unknown[]): void {
    this.#print(this.#stdout, format(values, this.#inspectOptions));
  }

  info(...values: unknown[]): void {
    this.#print(this.#stdout, format(values, this.#inspectOptions));
  }

  debug(...values: unknown[]): void {
    this.#print(this.#stdout, format(values, this.#inspectOptions));
  }

  error(...values: unknown[]): void {
    this.#print(this.#stderr, format(values, this.#inspectOptions));
  }

  warn(...values: unknown[]): void {
    this.#print(this.#stderr, format(values, this.#inspectOptions));
  }

  dir(value: unknown, options?: InspectOptions): void {
    reveal(value);
    this.#print(
      this.#stdout,
      inspect(value, { customInspect: false, ...this.#inspectOptions, ...options }),
    );
  }

  dirxml(...values: unknown[]): void {
    this.#print(this.#stdout, format(values, this.#inspectOptions));
  }

  table(data: unknown, columns?: readonly string[]): void {
    const table = tableOf(data, columns);
    this.#print(this.#stdout, table === null ? format([data]) : renderTable(table));
  }

  trace(...values: unknown[]): void {
    const error = new Error(format(values));
    error.name = 'Trace';
    const [, ...frames] = stackOf(error).split(/\n(?= {4}at )/);
    this.#print(this.#stderr, [String(error), ...frames].join('\n'));
  }

  assert(condition?: unknown, ...values: unknown[]): void {
    if (condition) return;
    const [first, ...rest] = values;
    this.warn(values.length === 0 ? 'Assertion failed' : `Assertion failed: ${first}`, ...rest);
  }

  group(...values: unknown[]): void {
    if (values.length > 0) this.log(...values);
    this.#indent += this.#groupIndent;
  }

  groupCollapsed(...values: unknown[]): void {
    this.group(...values);
  }

  groupEnd(): void {
    this.#indent = this.#indent.slice(this.#groupIndent.length);
  }

  count(label: unknown = 'default'): void {
    const name = String(label);
    const count = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.set(name, count);
    this.log(`${name}: ${count}`);
  }

  countReset(label: unknown = 'default'): void {
    const name = String(label);
    if (!this.#counts.delete(name))
      currentProcess().emitWarning(`Count for '${name}' does not exist`);
  }

  time(label: unknown = 'default'): void {
    const name = String(label);
    if (this.#startedMs.has(name)) {
      currentProcess().emitWarning(`Label '${name}' already exists for console.time()`);
    } else {
      this.#startedMs.set(name, host.clock.monotonicMs());
    }
  }

  timeLog(label: unknown = 'default', ...values: unknown[]): void {
    this.#reportTime(String(label), 'timeLog', values);
  }

  timeEnd(label: unknown = 'default'): void {
    this.#reportTime(String(label), 'timeEnd', []);
    this.#startedMs.delete(String(label));
  }

  /** Node clears a terminal, and output here is none. */
  clear(): void {}

  #reportTime(name: string, method: string, values: unknown[]): void {
    const startedMs = this.#startedMs.get(name);
    if (startedMs === undefined) {
      currentProcess().emitWarning(`No such label '${name}' for console.${method}()`);
      return;
    }
    this.log('%s: %s', name, formatDuration(host.clock.monotonicMs() - startedMs), ...values);
  }

  #print(sink: Sink, text: string): void {
    const indented =
      this.#indent === '' ? text : this.#indent + text.replaceAll('\n', `\n${this.#indent}`);
    sink.write(`${indented}\n`);
  }
}

/** What a console has, by name. */
export const METHODS = Object.getOwnPropertyNames(Printer.prototype).filter(
  (name) => name !== 'constructor',
) as readonly (keyof Printer)[];

/** node:console's Console. https://nodejs.org/docs/latest-v20.x/api/console.html */
export class Console extends Printer {
  constructor(given: Sink | ConsoleOptions, stderr?: Sink) {
    super(given, stderr);
    // Each method works alone, as in `promise.catch(console.error)`.
    for (const name of METHODS) {
      const method = this[name] as (...args: unknown[]) => unknown;
      Object.defineProperty(this, name, {
        value: method.bind(this),
        writable: true,
        configurable: true,
        enumerable: true,
      });
    }
  }
}

/** util.format without colours; errors show the learner's own lines. */
export function format(values: readonly unknown[], options: InspectOptions = {}): string {
  for (const value of values) reveal(value);
  return formatWithOptions({ colors: false, ...options }, ...values);
}
