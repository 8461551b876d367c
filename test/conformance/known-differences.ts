import type { SandboxKind } from '../../runtime/sandbox/index.ts';

/** A behaviour that is known to print something else than under Node. */
export interface KnownDifference {
  /** The behaviour's full name: `http server/HEAD sends no body`. */
  readonly behaviour: string;
  readonly kinds: readonly SandboxKind[];
  /** Why it differs, and why that is right or cannot be helped. */
  readonly reason: string;
}

/**
 * All that is known to differ from Node. `npm run conformance` fails when a difference is missing
 * here, and when one that stands here is no longer a difference.
 */
export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [];
