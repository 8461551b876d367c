import { type Answer, ask } from './ask.ts';
import type { Instance } from './discovery.ts';

/** How long an instance that gave no answer is left alone, in milliseconds. */
const ejectMs = Number(process.env.EJECT_MS ?? 5000);

/** Shares requests among the instances of a service. */
export class Balancer {
  readonly #instances: () => readonly Instance[];
  /** Until when those that gave no answer are left alone, by id. */
  readonly #outUntilMs = new Map<string, number>();
  #list: readonly Instance[] = [];
  #turn = 0;

  /** `instances` gives those that the registry has as healthy at the moment. */
  constructor(instances: () => readonly Instance[]) {
    this.#instances = instances;
  }

  /** The answer of one of them. Rejects when none gives one. */
  async get(path: string): Promise<Answer> {
    for (const instance of this.#inTurn()) {
      try {
        return await ask(instance, path);
      } catch (error) {
        console.error(`${instance.id} gave no answer`, error);
        this.#outUntilMs.set(instance.id, Date.now() + ejectMs);
      }
    }
    throw new Error('No instance answers.');
  }

  /** Those that may be asked; at each call another one is the first. */
  #inTurn(): readonly Instance[] {
    const nowMs = Date.now();
    // The registry has told of something new.
    if (this.#list !== this.#instances()) this.#outUntilMs.clear();
    this.#list = this.#instances();
    const open = this.#instances().filter(({ id }) => (this.#outUntilMs.get(id) ?? 0) <= nowMs);
    const first = this.#turn++ % open.length;
    return [...open.slice(first), ...open.slice(0, first)];
  }
}
