import type { DeclaredService } from '../../../runtime/course/step.ts';
import type { LedgerEvent } from '../../../runtime/network/index.ts';
import { endedBy } from '../../../runtime/play/instances.ts';
import type { Style } from './style.ts';

/**
 * Turns the ledger of the live services into lines as they come: what they print, each line behind
 * the service's name, with its port where there are several instances, and how they ended. Output
 * without a line end waits for one.
 */
export class ServiceOutput {
  readonly #style: Style;
  readonly #unfinished = new Map<string, string>();
  readonly #labels = new Map<string, string>();
  readonly #services: readonly DeclaredService[];
  /** Instances that listen: why another one ended is said by whoever started it. */
  readonly #listening = new Set<string>();
  /** Instances that we asked to leave: their end is no news. */
  readonly #signalled = new Set<string>();
  /** Instances of whose end the learner waits to hear, though we asked for it. */
  readonly #awaited = new Set<string>();
  /** How to start one again. */
  readonly #remedy: string;

  constructor(
    style: Style,
    services: readonly DeclaredService[],
    { hasKeys }: { readonly hasKeys: boolean },
  ) {
    this.#style = style;
    this.#services = services;
    this.#remedy = hasKeys
      ? 'It starts again when you save, or by the key p.'
      : 'It starts again when you save.';
  }

  /** Has the end of an instance told, though it is to be asked to leave. */
  awaitEnd(instance: string): void {
    this.#awaited.add(instance);
  }

  linesOf(event: LedgerEvent): string[] {
    switch (event.type) {
      case 'starting':
        this.#labels.set(event.instance, this.#labelOf(event));
        return [];
      case 'listening':
        this.#listening.add(event.instance);
        return [];
      case 'output':
        return this.#finished(event.instance, event.stream, event.text);
      case 'output-dropped':
      case 'limit-reached':
        return [this.#style.attention(event.message)];
      case 'signalled':
        if (event.signal === 'SIGTERM' || event.signal === 'SIGKILL') {
          this.#signalled.add(event.instance);
        }
        return [];
      case 'exited':
        return [...this.#rest(event.instance), ...this.#ending(event)];
      default:
        return [];
    }
  }

  #finished(instance: string, stream: string, text: string): string[] {
    const key = `${instance} ${stream}`;
    const lines = ((this.#unfinished.get(key) ?? '') + text).split('\n');
    this.#unfinished.set(key, lines.pop() ?? '');
    return lines.map((line) => this.#line(instance, line));
  }

  #rest(instance: string): string[] {
    return ['stdout', 'stderr'].flatMap((stream) => {
      const key = `${instance} ${stream}`;
      const rest = this.#unfinished.get(key) ?? '';
      this.#unfinished.delete(key);
      return rest === '' ? [] : [this.#line(instance, rest)];
    });
  }

  #line(instance: string, line: string): string {
    return `${this.#style.quiet(`${this.#label(instance)} |`)} ${line.replace(/\r$/, '')}`;
  }

  /** Ids of instances go up with every save; their ports stay. */
  #labelOf({ service, port }: LedgerEvent & { type: 'starting' }): string {
    const declared = this.#services.find(({ name }) => name === service);
    return declared !== undefined && declared.instances > 1 ? `${service}:${port}` : service;
  }

  #label(instance: string): string {
    return this.#labels.get(instance) ?? instance;
  }

  #ending(event: LedgerEvent & { type: 'exited' }): string[] {
    const { instance } = event;
    const isListening = this.#listening.delete(instance);
    const isNews = !this.#signalled.delete(instance);
    const isAwaited = this.#awaited.delete(instance);
    if (!isListening || !(isNews || isAwaited)) return [];
    const line = `${this.#label(instance)} ended (${endedBy(event)}). ${this.#remedy}`;
    return [isNews ? this.#style.attention(line) : line];
  }
}
