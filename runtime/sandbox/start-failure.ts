import type { StartError } from './errors.ts';
import {
  exitedEarly,
  limitReached,
  notListening,
  portInUse,
  startAborted,
  threw,
  wrongPort,
} from './start-errors.ts';
import type { StartOutcome } from './start-watch.ts';

/** What is known of a process that did not come to listen. */
export interface FailedProcess {
  readonly id: string;
  /** The instance that had the port which this one could not have. */
  readonly portHolder: string | null;
  /** A limit that it reached, or because of which it was not started. */
  readonly limit: LimitTold | null;
}

/** A limit of the sandbox, as the learner is told of it. */
export interface LimitTold {
  readonly limit: string;
  readonly message: string;
  readonly hint: string;
}

/** What the learner is told of a start that did not succeed. */
export function startFailure(
  outcome: Exclude<StartOutcome, { kind: 'listening' }>,
  { portHolder, limit }: FailedProcess,
  { service, port, startTimeoutMs }: { service: string; port: number; startTimeoutMs: number },
): StartError {
  switch (outcome.kind) {
    case 'port-taken':
      return portInUse(service, outcome.port, portHolder ?? 'another instance');
    case 'elsewhere':
      return wrongPort(service, port, outcome.listensOn);
    case 'threw':
      return threw(service, outcome.stack);
    case 'exited': {
      const { exit } = outcome;
      if (exit.by === 'signal' && limit !== null) return limitReached(service, limit);
      return exit.by === 'code'
        ? exitedEarly(service, exit.code, null)
        : exitedEarly(service, null, exit.signal);
    }
    case 'silent':
      return notListening(service, startTimeoutMs);
    case 'aborted':
      return startAborted(service);
  }
}
