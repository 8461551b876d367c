import type { Diagnostic } from '../compile/types.ts';

/** The sandbox itself failed: not the learner's fault, and no verdict on their code. */
export class SandboxError extends Error {
  override readonly name = 'SandboxError';
  readonly code:
    | 'boot-failed'
    | 'boot-timeout'
    | 'lost'
    | 'disposed'
    | 'aborted'
    /** This kind of sandbox cannot do what was asked. */
    | 'not-available';
  /** What the learner can do next. */
  readonly hint: string;

  constructor(code: SandboxError['code'], message: string, hint: string) {
    super(message);
    this.code = code;
    this.hint = hint;
  }
}

/** What a kind of sandbox that keeps every completed write says of power loss. */
export const NO_POWER_LOSS =
  'Power cannot be cut here: a crash keeps every completed write. Checks simulate power loss.';

export function powerLossNotAvailable(instance: string): SandboxError {
  return new SandboxError(
    'not-available',
    `${instance} cannot lose its power in this sandbox.`,
    'Crash it by SIGKILL, or press Check: the simulator cuts power.',
  );
}

/** Why a service did not come to listen. The message says it in one sentence, service first. */
export class StartError extends Error {
  override readonly name = 'StartError';
  readonly code: StartFailure['code'];
  readonly service: string;
  readonly hint: string;
  readonly failure: StartFailure;

  constructor(service: string, failure: StartFailure, message: string, hint: string) {
    super(message);
    this.code = failure.code;
    this.service = service;
    this.failure = failure;
    this.hint = hint;
  }
}

export type StartFailure =
  /** The source does not compile, or imports what is not there. */
  | { readonly code: 'does-not-compile'; readonly diagnostics: readonly Diagnostic[] }
  | { readonly code: 'no-such-entry'; readonly entry: string }
  | { readonly code: 'port-in-use'; readonly port: number }
  | { readonly code: 'volume-in-use'; readonly volume: string }
  /** It threw while it loaded, or before it listened; `stack` has the learner's own lines. */
  | { readonly code: 'threw'; readonly stack: string }
  /** It ended by itself before it listened. */
  | { readonly code: 'exited'; readonly exitCode: number | null; readonly signal: string | null }
  /** It runs but listens on nothing. */
  | { readonly code: 'not-listening'; readonly waitedMs: number }
  /** It listens, but not where it was told to. */
  | { readonly code: 'wrong-port'; readonly given: number; readonly listensOn: number }
  /** The sandbox has a limit on what services may take; `limit` is its name. */
  | { readonly code: 'limit-reached'; readonly limit: string }
  | { readonly code: 'aborted' };

/** A request that got no answer. `code` is Node's: ECONNREFUSED, ECONNRESET, … */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
