import type { CancelTimer } from '../clock.ts';
import type { CheckDefinition, Status } from '../state/rows.ts';
import type { CheckSpec } from './check-spec.ts';
import type { Probe } from './probe.ts';
import type { TtlProbe } from './ttl-probe.ts';

/** A check as its agent has it. */
export interface LocalCheck {
  readonly spec: CheckSpec;
  readonly definition: CheckDefinition;
  readonly prober: Prober;
  /** Since when it has been critical; null while it is not. */
  readonly criticalSinceMs: number | null;
  /** Calls off the word to the catalog about an output that is new under the same status. */
  readonly cancelOutput: CancelTimer | null;
}

/** Who finds out how it is; a service heard by TTL speaks for itself. */
export type Prober =
  | { readonly kind: 'ttl'; readonly probe: TtlProbe }
  | { readonly kind: 'other'; readonly probe: Probe }
  | { readonly kind: 'none' };

export function withStatus(
  check: LocalCheck,
  status: Status,
  output: string,
  nowMs: number,
): LocalCheck {
  const since = status === 'critical' ? (check.criticalSinceMs ?? nowMs) : null;
  const definition = { ...check.definition, Status: status, Output: output };
  return { ...check, definition, criticalSinceMs: since };
}

export function stopCheck(check: LocalCheck): void {
  check.cancelOutput?.();
  if (check.prober.kind !== 'none') check.prober.probe.stop();
}
