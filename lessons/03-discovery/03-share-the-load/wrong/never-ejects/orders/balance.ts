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
    const first = this.#turn++;
    for (let tries = 0; tries < instances.length; tries++) {
      try {
        return await ask(instances[(first + tries) % instances.length], path);
      } catch {
        // The next one, then.
      }
    }
    throw new Error('No instance answers.');
  }
}
