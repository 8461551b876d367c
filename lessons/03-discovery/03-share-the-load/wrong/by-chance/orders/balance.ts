import { type Answer, ask } from './ask.ts';
import type { Instance } from './discovery.ts';

const ejectMs = Number(process.env.EJECT_MS ?? 5000);

export class Balancer {
  readonly #instances: () => readonly Instance[];
  readonly #outUntilMs = new Map<string, number>();

  constructor(instances: () => readonly Instance[]) {
    this.#instances = instances;
  }

  async get(path: string): Promise<Answer> {
    for (;;) {
      const open = this.#instances().filter(({ id }) => {
        return (this.#outUntilMs.get(id) ?? 0) <= Date.now();
      });
      const instance = open[Math.floor(Math.random() * open.length)];
      if (instance === undefined) throw new Error('No instance answers.');
      try {
        return await ask(instance, path);
      } catch {
        this.#outUntilMs.set(instance.id, Date.now() + ejectMs);
      }
    }
  }
}
