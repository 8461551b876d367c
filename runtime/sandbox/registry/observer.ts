import type { MemoryLedger } from '../../network/index.ts';
import type { Observation } from '../../registry/index.ts';

/** The longest line that is waited for, in characters: what is longer is no observation. */
const LONGEST_LINE = 4 * 1024 * 1024;

/**
 * Puts into the ledger what the registry's own program prints: an observation a line. The sandbox
 * makes one for instances of that program alone, so what a learner's service prints is output and
 * nothing else, whatever it looks like.
 */
export class Observer {
  readonly #instance: string;
  readonly #ledger: MemoryLedger;
  #rest = '';

  constructor(instance: string, ledger: MemoryLedger) {
    this.#instance = instance;
    this.#ledger = ledger;
  }

  /** Text as it comes, cut anywhere. */
  printed(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = (lines.pop() ?? '').slice(0, LONGEST_LINE);
    for (const line of lines) this.#line(line);
  }

  #line(line: string): void {
    const observation = parse(line);
    if (observation === null) {
      const text = `${line}\n`;
      this.#ledger.append({ type: 'output', instance: this.#instance, stream: 'stdout', text });
    } else {
      this.#ledger.append({ type: 'registry', instance: this.#instance, observation });
    }
  }
}

function parse(line: string): Observation | null {
  try {
    const value = JSON.parse(line);
    return typeof value?.kind === 'string' ? value : null;
  } catch {
    return null;
  }
}
