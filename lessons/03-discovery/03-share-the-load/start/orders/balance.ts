import { type Answer, ask } from './ask.ts';
import type { Instance } from './discovery.ts';

/** How long an instance that gave no answer is left alone, in milliseconds. */
const ejectMs = Number(process.env.EJECT_MS ?? 5000);

/** Shares requests among the instances of a service. */
export class Balancer {
  readonly #instances: () => readonly Instance[];

  /** `instances` gives those that the registry has as healthy at the moment. */
  constructor(instances: () => readonly Instance[]) {
    this.#instances = instances;
  }

  /** The answer of one of them. Rejects when none gives one. */
  async get(path: string): Promise<Answer> {
    // Here: whose turn is it? Who is asked when that one does not answer?
    const [first] = this.#instances();
    if (first === undefined) throw new Error('The registry knows no healthy instance.');
    return ask(first, path);
  }
}
