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
    const instances = this.#instances();
    const first = this.#turn++;
    for (let tries = 0; tries < instances.length; tries++) {
      const instance = instances[(first + tries) % instances.length];
      // Whoever did not answer lately is skipped.
      if ((this.#outUntilMs.get(instance.id) ?? 0) > Date.now()) continue;
      try {
        return await ask(instance, path);
      } catch {
        this.#outUntilMs.set(instance.id, Date.now() + ejectMs);
      }
    }
    throw new Error('No instance answers.');
  }
}
