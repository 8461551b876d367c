import { type Answer, ask } from './ask.ts';
import type { Instance } from './discovery.ts';

export class Balancer {
  readonly #instances: () => readonly Instance[];
  readonly #bad = new Set<string>();
  #turn = 0;

  constructor(instances: () => readonly Instance[]) {
    this.#instances = instances;
  }

  async get(path: string): Promise<Answer> {
    for (;;) {
      const open = this.#instances().filter(({ id }) => !this.#bad.has(id));
      if (open.length === 0) throw new Error('No instance answers.');
      const instance = open[this.#turn++ % open.length];
      try {
        return await ask(instance, path);
      } catch {
        this.#bad.add(instance.id);
      }
    }
  }
}
