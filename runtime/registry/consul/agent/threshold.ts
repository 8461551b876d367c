import type { Thresholds } from './check-spec.ts';
import type { Report } from './probe.ts';

/**
 * Lets a status through only after enough results in a row, so that one lost answer does not take
 * a service out. Source: Consul's `success_before_passing` and `failures_before_critical`.
 */
export function withThresholds(limits: Thresholds, report: Report): Report {
  let successes = 0;
  let failures = 0;
  return (status, output) => {
    if (status === 'passing') {
      successes += 1;
      failures = 0;
      if (successes >= limits.successBeforePassing) report('passing', output);
      return;
    }
    failures += 1;
    successes = 0;
    if (failures >= limits.failuresBeforeCritical) report(status, output);
    else if (failures >= limits.failuresBeforeWarning) report('warning', output);
  };
}
