import { host } from '../current.ts';
import { missingArguments } from '../web/arguments.ts';
import { DOMException } from '../web/dom-exception.ts';
import { type Inspect, type InspectOptions, inspectAs, inspectCustom } from '../web/inspect.ts';

/** https://w3c.github.io/user-timing: a named moment, or the time between two. */
export class PerformanceEntry {
  readonly name: string;
  readonly entryType: 'mark' | 'measure';
  /** Milliseconds since the process started. */
  readonly startTime: number;
  readonly duration: number;
  readonly detail: unknown;

  constructor(
    name: string,
    entryType: 'mark' | 'measure',
    { startTime, duration, detail }: { startTime: number; duration: number; detail: unknown },
  ) {
    this.name = name;
    this.entryType = entryType;
    this.startTime = startTime;
    this.duration = duration;
    this.detail = detail ?? null;
  }

  toJSON() {
    const { name, entryType, startTime, duration, detail } = this;
    return { name, entryType, startTime, duration, detail };
  }

  [inspectCustom](depth: number, options: InspectOptions, inspect: Inspect): string {
    return inspectAs(this.constructor.name, this.toJSON(), depth, options, inspect);
  }
}

export class PerformanceMark extends PerformanceEntry {
  constructor(name: string, startTime: number, detail: unknown) {
    super(name, 'mark', { startTime, duration: 0, detail });
  }
}

export class PerformanceMeasure extends PerformanceEntry {
  constructor(name: string, startTime: number, duration: number, detail: unknown) {
    super(name, 'measure', { startTime, duration, detail });
  }
}

interface MeasureOptions {
  readonly start?: string | number;
  readonly end?: string | number;
  readonly duration?: number;
  readonly detail?: unknown;
}

/** The global `performance`: https://nodejs.org/docs/latest-v20.x/api/perf_hooks.html */
export class Performance {
  /** When the process started, in milliseconds since the Unix epoch. */
  readonly timeOrigin: number;
  readonly #startedMs: number;
  #entries: PerformanceEntry[] = [];

  constructor() {
    this.timeOrigin = host.clock.epochMs();
    this.#startedMs = host.clock.monotonicMs();
  }

  /** Milliseconds since the process started. */
  now(): number {
    return host.clock.monotonicMs() - this.#startedMs;
  }

  mark(name: string, options: { startTime?: number; detail?: unknown } = {}): PerformanceMark {
    if (name === undefined) throw missingArguments('name');
    const mark = new PerformanceMark(`${name}`, options.startTime ?? this.now(), options.detail);
    this.#entries.push(mark);
    return mark;
  }

  measure(name: string, from?: string | MeasureOptions, to?: string): PerformanceMeasure {
    if (name === undefined) throw missingArguments('name');
    const options: MeasureOptions =
      typeof from === 'object' && from !== null
        ? from
        : { ...(from !== undefined && { start: from }), ...(to !== undefined && { end: to }) };
    const end = this.#momentOf(options.end) ?? this.now();
    const start = this.#momentOf(options.start) ?? end - (options.duration ?? end);
    const duration = options.duration ?? end - start;
    const measure = new PerformanceMeasure(`${name}`, start, duration, options.detail);
    this.#entries.push(measure);
    return measure;
  }

  #momentOf(of: string | number | undefined): number | null {
    if (of === undefined || typeof of === 'number') return of ?? null;
    const mark = this.#entries.findLast((one) => one.entryType === 'mark' && one.name === of);
    if (mark !== undefined) return mark.startTime;
    const message = `The "${of}" performance mark has not been set`;
    throw new DOMException(message, 'SyntaxError');
  }

  getEntries(): PerformanceEntry[] {
    return this.#entries.toSorted((a, b) => a.startTime - b.startTime);
  }

  getEntriesByName(name: string, type?: string): PerformanceEntry[] {
    return this.getEntries().filter(
      (one) => one.name === name && (type === undefined || one.entryType === type),
    );
  }

  getEntriesByType(type: string): PerformanceEntry[] {
    return this.getEntries().filter((one) => one.entryType === type);
  }

  clearMarks(name?: string): void {
    this.#clear('mark', name);
  }

  clearMeasures(name?: string): void {
    this.#clear('measure', name);
  }

  #clear(type: string, name: string | undefined): void {
    this.#entries = this.#entries.filter(
      (one) => one.entryType !== type || (name !== undefined && one.name !== name),
    );
  }

  toJSON() {
    return { timeOrigin: this.timeOrigin };
  }
}
