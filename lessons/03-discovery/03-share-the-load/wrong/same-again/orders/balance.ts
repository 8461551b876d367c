import { type Answer, ask } from './ask.ts';
import type { Instance } from './discovery.ts';

export class Balancer {
  readonly #instances: () => readonly Instance[];
  #turn = 0;

  constructor(instances: () => readonly Instance[]) {
    this.#instances = instances;
  }

  async get(path: string): Promise<Answer> {
    const instances = this.#instances();
    const instance = instances[this.#turn++ % instances.length];
    if (instance === undefined) throw new Error('No instance is healthy.');
    for (let attempt = 1; attempt < 3; attempt++) {
      try {
        return await ask(instance, path);
      } catch {
        // Once more.
      }
    }
    return ask(instance, path);
  }
}
