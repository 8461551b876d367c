import type { Files } from '../compile/types.ts';
import type { RegistryPart } from '../sandbox/registry/entry.ts';

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
  /** What of the registry its services use: started before them. Empty for a step without one. */
  readonly registry: readonly RegistryPart[];
  /** In the order in which they are started. */
  readonly services: readonly DeclaredService[];
  /** The files that the learner is meant to edit, the first one opened. */
  readonly edit: readonly string[];
  /** The request that the page and the terminal offer first. */
  readonly tryRequest: TryRequest;
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

export interface TryRequest {
  /** The service that it is for: its first instance. */
  readonly service: string;
  readonly method: string;
  readonly path: string;
  /** Empty for none. */
  readonly body: string;
}

export interface StepService {
  readonly name: string;
  readonly entry: string;
  readonly port: number;
}

/** As much of a step as a check needs. */
export interface CheckedStep {
  readonly services: readonly StepService[];
}

/** A service as a step declares it: how it runs while the learner works on the step. */
export interface DeclaredService extends StepService {
  /** How many instances run: on `port`, and on those that follow it. */
  readonly instances: number;
  /**
   * What each is told besides its port and the registry. `{users}` in a value stands for the URL of
   * the first instance of users: `http://127.0.0.1:8081`. A check has ports of its own, so a
   * scenario gives its services all of their environment itself.
   */
  readonly env: Readonly<Record<string, string>>;
}
