import { type Proof, ProofError } from '../proofs.ts';

/** What came of one proof, or of something that cannot be run here. */
export type Result =
  | {
      readonly outcome: 'shown';
      readonly name: string;
      readonly where: string;
      readonly ms: number;
    }
  | {
      readonly outcome: 'broken';
      readonly name: string;
      readonly where: string;
      readonly ms: number;
      /** What came instead. */
      readonly instead: string;
    }
  | { readonly outcome: 'not-run'; readonly name: string; readonly why: string };

/** Runs a proof and says what came of it. Rejects only where the proof itself has a bug. */
export async function prove({ name, prove: run }: Proof, where: string): Promise<Result> {
  const startedMs = performance.now();
  try {
    await run();
    return { outcome: 'shown', name, where, ms: performance.now() - startedMs };
  } catch (error) {
    if (!(error instanceof ProofError)) throw error;
    const ms = performance.now() - startedMs;
    return { outcome: 'broken', name, where, ms, instead: error.message };
  }
}

/** One line, and what came instead below it. */
export function inLines(result: Result): string {
  if (result.outcome === 'not-run') return `- not run  ${result.name}: ${result.why}`;
  const { name, where, ms } = result;
  const line = `${name}, ${where}  (${(ms / 1000).toFixed(1)} s)`;
  if (result.outcome === 'shown') return `✓ ${line}`;
  return `✗ ${line}\n${result.instead.replaceAll(/^/gm, '    ')}`;
}
