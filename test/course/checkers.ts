import { availableParallelism } from 'node:os';
import type { Files } from '../../runtime/compile/types.ts';
import { Checker, type SearchEffort } from '../../runtime/scenario/checker/index.ts';
import { threads } from '../../runtime/scenario/checker/node/index.ts';
import type { Verdict } from '../../runtime/scenario/index.ts';
import type { CheckedStep } from './steps.ts';

/** Threads that check in the simulator, one for each core. */
export class Checkers {
  readonly count = availableParallelism();
  readonly #free: Checker[] = [];

  /** The verdict on the files, from a thread that is free. No more checks at once than there are threads. */
  async check(
    { step, checkUrl }: CheckedStep,
    files: Files,
    effort: SearchEffort,
  ): Promise<Verdict> {
    const checker = this.#free.pop() ?? new Checker(threads());
    const job = { check: checkUrl, services: step.services, files, token: null, effort };
    const { signal } = new AbortController();
    try {
      return (await checker.check(job, { signal, onProgress: () => {} })).verdict;
    } finally {
      this.#free.push(checker);
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#free.splice(0).map((checker) => checker.close()));
  }
}
