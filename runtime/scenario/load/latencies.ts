import { build, type Histogram } from 'hdr-histogram-js';

/** Latencies are kept to the microsecond, with three significant digits, as HDR histograms do. */
const MICROSECONDS_PER_MS = 1000;

/** How long things took, all of them: percentiles are of every one, not of a sample. */
export class Latencies {
  readonly #histogram: Histogram = build({ numberOfSignificantValueDigits: 3, autoResize: true });

  record(ms: number): void {
    this.#histogram.recordValue(Math.max(0, Math.round(ms * MICROSECONDS_PER_MS)));
  }

  get count(): number {
    return this.#histogram.totalCount;
  }

  /** The time, in milliseconds, that so many per cent did not exceed. NaN when there are none. */
  percentileMs(percent: number): number {
    if (this.count === 0) return Number.NaN;
    return this.#histogram.getValueAtPercentile(percent) / MICROSECONDS_PER_MS;
  }

  get maxMs(): number {
    return this.count === 0 ? Number.NaN : this.#histogram.maxValue / MICROSECONDS_PER_MS;
  }

  get meanMs(): number {
    return this.count === 0 ? Number.NaN : this.#histogram.mean / MICROSECONDS_PER_MS;
  }
}
