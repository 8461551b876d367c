import type { Chance } from '../chance.ts';
import type { CancelTimer, Clock } from '../clock.ts';
import type { Client } from '../options.ts';
import type { Status } from '../state/rows.ts';
import type { HttpProbeSpec } from './check-spec.ts';
import { describeFailure, describeStatus } from './http-output.ts';
import type { Probe, Report } from './probe.ts';

/**
 * Asks a service over HTTP how it is: first after a random part of the interval, so that checks
 * that were registered together do not all ask at once, then an interval after each answer.
 * 2xx is passing, 429 warning, all else critical. Source: Consul's HTTP checks.
 */
export class HttpProbe implements Probe {
  readonly #clock: Clock;
  readonly #client: Client;
  readonly #spec: HttpProbeSpec;
  readonly #report: Report;
  #cancelTimer: CancelTimer = () => {};
  #stopped = false;
  #asking: AbortController | null = null;

  constructor(clock: Clock, chance: Chance, client: Client, spec: HttpProbeSpec, report: Report) {
    this.#clock = clock;
    this.#client = client;
    this.#spec = spec;
    this.#report = report;
    this.#askAfter(chance.below(spec.intervalMs));
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelTimer();
    this.#asking?.abort();
  }

  #askAfter(delayMs: number): void {
    if (this.#stopped) return;
    this.#cancelTimer = this.#clock.setTimer(delayMs, () => {
      this.#ask().then(([status, output]) => {
        if (this.#stopped) return;
        this.#report(status, output);
        this.#askAfter(this.#spec.intervalMs);
      });
    });
  }

  async #ask(): Promise<[Status, string]> {
    const { url, method, timeoutMs } = this.#spec;
    const controller = new AbortController();
    this.#asking = controller;
    let late = false;
    const cancelTimer = this.#clock.setTimer(timeoutMs, () => {
      late = true;
      controller.abort();
    });
    try {
      const response = await this.#client(url, this.#request(controller.signal));
      const body = await readSome(response, this.#spec.outputMaxBytes);
      const { status } = response;
      const output = `HTTP ${method} ${url}: ${describeStatus(response)} Output: ${body}`;
      if (status >= 200 && status <= 299) return ['passing', output];
      return [status === 429 ? 'warning' : 'critical', output];
    } catch (error) {
      return ['critical', describeFailure(method, url, error, late)];
    } finally {
      cancelTimer();
      this.#asking = null;
    }
  }

  #request(signal: AbortSignal): RequestInit {
    const headers = new Headers({
      'User-Agent': 'Consul Health Check',
      Accept: 'text/plain, text/*, */*',
    });
    const given = new Set<string>();
    for (const [name, value] of this.#spec.headers) {
      if (given.has(name)) headers.append(name, value);
      else headers.set(name, value);
      given.add(name);
    }
    const { method, body, followsRedirects } = this.#spec;
    const redirect = followsRedirects ? 'follow' : 'manual';
    const mayHaveBody = body !== '' && method !== 'GET' && method !== 'HEAD';
    return { method, headers, redirect, signal, ...(mayHaveBody && { body }) };
  }
}

/** The beginning of a body. */
async function readSome(response: Response, limitBytes: number): Promise<string> {
  const reader = response.body?.getReader();
  if (reader === undefined) return '';
  const decoder = new TextDecoder();
  let text = '';
  let left = limitBytes;
  while (left > 0) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    text += decoder.decode(value.subarray(0, left), { stream: true });
    left -= value.length;
  }
  await reader.cancel();
  return text;
}
