import { formatWithOptions, type InspectOptions, inspect } from 'node-inspect-extracted';
import { host } from '../current.ts';
import { invalidArgument } from '../errors/node-error.ts';
import { reveal, stackOf } from '../errors/stack.ts';
import { currentProcess } from '../process/process.ts';
import { formatDuration } from './duration.ts';
import { renderTable, tableOf } from './table.ts';

/** Where a console writes. */
export interface Sink {
  write(text: string): unknown;
}

const GROUP_INDENT = 2;

/** node:console's Console. https://nodejs.org/docs/latest-v20.x/api/console.html */
export class Console {
  readonly #stdout: Sink;
  readonly #stderr: Sink;
  readonly #counts = new Map<string, number>();
  readonly #startedMs = new Map<string, number>();
  #indent = '';

  constructor(stdout: Sink | { stdout: Sink; stderr?: Sink }, stderr?: Sink) {
    const [out, err] = 'write' in stdout ? [stdout, stderr] : [stdout.stdout, stdout.stderr];
    if (typeof out?.write !== 'function') throw invalidArgument('stdout', 'a writable stream', out);
    this.#stdout = out;
    this.#stderr = err ?? out;
    // Each method works alone, as in `promise.catch(console.error)`.
    for (const name of Object.getOwnPropertyNames(Console.prototype)) {
      if (name === 'constructor') continue;
      const method = this[name as keyof Console] as (...args: unknown[]) => unknown;
      Object.defineProperty(this, name, {
        value: method.bind(this),
        writable: true,
        configurable: true,
        enumerable: true,
      });
    }
  }

  log(...values: unknown[]): void {
    this.#print(this.#stdout, format(values));
  }

  info(...values: unknown[]): void {
    this.#print(this.#stdout, format(values));
  }

  debug(...values: unknown[]): void {
    this.#print(this.#stdout, format(values));
  }

  error(...values: unknown[]): void {
    this.#print(this.#stderr, format(values));
  }

  warn(...values: unknown[]): void {
    this.#print(this.#stderr, format(values));
  }

  dir(value: unknown, options?: InspectOptions): void {
    reveal(value);
    this.#print(this.#stdout, inspect(value, { customInspect: false, ...options }));
  }

  dirxml(...values: unknown[]): void {
    this.#print(this.#stdout, format(values));
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
    this.#indent += ' '.repeat(GROUP_INDENT);
  }

  groupCollapsed(...values: unknown[]): void {
    this.group(...values);
  }

  groupEnd(): void {
    this.#indent = this.#indent.slice(GROUP_INDENT);
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

/** util.format without colours; errors show the learner's own lines. */
export function format(values: readonly unknown[]): string {
  for (const value of values) reveal(value);
  return formatWithOptions({ colors: false }, ...values);
}
