import type { Thresholds } from './check-spec.ts';
import type { Report } from './probe.ts';

/**
 * Lets a status through only after enough results in a row, so that one lost answer does not take
 * a service out. A warning counts as a success, and the first result of all is let through at once.
 * Source: Consul's `success_before_passing` and `failures_before_critical`.
 */
export function withThresholds(limits: Thresholds, report: Report): Report {
  let successes = limits.successBeforePassing;
  let failures = limits.failuresBeforeCritical;
  return (status, output) => {
    if (status !== 'critical') {
      successes += 1;
      failures = 0;
      if (successes >= limits.successBeforePassing) report(status, output);
      return;
    }
    failures += 1;
    successes = 0;
    if (failures >= limits.failuresBeforeCritical) report(status, output);
    else if (failures >= limits.failuresBeforeWarning) report('warning', output);
  };
}
