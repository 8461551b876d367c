import type { Files } from '../compile/types.ts';

/** One exercise of the course, whole: what the learner reads, receives, and may look up. */
export interface Step {
  /** Its place: `1.1` is the first step of the first lesson. */
  readonly id: string;
  /** Its folder under lessons/: `01-hello/01-say-hello`. */
  readonly folder: string;
  readonly lesson: string;
  readonly title: string;
  /** The article's section that it follows: `4.1`. */
  readonly article: string;
  /** What the learner is to reach, in one sentence. */
  readonly goal: string;
  readonly services: readonly StepService[];
  /** The files that the learner is meant to edit, the first one opened. */
  readonly edit: readonly string[];
  /** The request that the page and the terminal offer first. */
  readonly tryRequest: { readonly method: string; readonly path: string };
  /** Markdown, without the front matter. */
  readonly prose: string;
  /** Markdown, from symptom to code. */
  readonly hints: readonly string[];
  readonly start: Files;
  /** The whole workspace solved: start with the solution's files laid over it. */
  readonly solution: Files;
  /** The same service in Go. */
  readonly goListing: string;
}

export interface StepService {
  readonly name: string;
  readonly entry: string;
  readonly port: number;
}
