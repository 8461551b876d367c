import { type Answer, ask } from './ask.ts';
import type { Instance } from './discovery.ts';

const ejectMs = Number(process.env.EJECT_MS ?? 5000);

export class Balancer {
  readonly #instances: () => readonly Instance[];
  readonly #outUntilMs = new Map<string, number>();
  #turn = 0;

  constructor(instances: () => readonly Instance[]) {
    this.#instances = instances;
  }

  async get(path: string): Promise<Answer> {
    for (let tries = this.#instances().length; tries > 0; tries--) {
      const instance = this.#next();
      try {
        return await ask(instance, path);
      } catch {
        this.#outUntilMs.set(instance.id, Date.now() + ejectMs);
      }
    }
    throw new Error('No instance answers.');
  }

  #next(): Instance {
    const nowMs = Date.now();
    const open = this.#instances().filter(({ id }) => (this.#outUntilMs.get(id) ?? 0) <= nowMs);
    const instance = open[this.#turn] as Instance;
    this.#turn++;
    if (this.#turn === open.length) this.#turn = 0;
    return instance;
  }
}
