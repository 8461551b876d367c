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
    for (;;) {
      const instances = this.#instances();
      let open = instances.filter(({ id }) => (this.#outUntilMs.get(id) ?? 0) <= Date.now());
      // All of them out: better any than none.
      if (open.length === 0) open = [...instances];
      const instance = open[this.#turn++ % open.length];
      try {
        return await ask(instance, path);
      } catch {
        this.#outUntilMs.set(instance.id, Date.now() + ejectMs);
      }
    }
  }
}
