import { type Inspect, type InspectOptions, inspectAs, inspectCustom } from '../inspect.ts';
import { type AbortSignal, abortError, abortSignal, createSignal } from './abort-signal.ts';

/** Whoever holds it can abort its signal. https://dom.spec.whatwg.org/#interface-abortcontroller */
export class AbortController {
  readonly #signal = createSignal();

  get signal(): AbortSignal {
    return this.#signal;
  }

  abort(reason: unknown = abortError()): void {
    abortSignal(this.#signal, reason);
  }

  [inspectCustom](depth: number, options: InspectOptions, inspect: Inspect): string {
    const members = { signal: this.#signal };
    return inspectAs(this.constructor.name, members, depth, options, inspect);
  }

  get [Symbol.toStringTag](): string {
    return 'AbortController';
  }
}
