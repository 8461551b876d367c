import { SandboxError, type StartError } from './errors.ts';
import {
  exitedEarly,
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
  /** How many processes there may be, when it was not started because there are that many. */
  readonly refusedAt: number | null;
}

/** What the learner is told of a start that did not succeed. */
export function startFailure(
  outcome: Exclude<StartOutcome, { kind: 'listening' }>,
  { id, portHolder, refusedAt }: FailedProcess,
  { service, port, startTimeoutMs }: { service: string; port: number; startTimeoutMs: number },
): StartError | SandboxError {
  if (refusedAt !== null) return tooMany(id, refusedAt);
  switch (outcome.kind) {
    case 'port-taken':
      return portInUse(service, outcome.port, portHolder ?? 'another instance');
    case 'elsewhere':
      return wrongPort(service, port, outcome.listensOn);
    case 'threw':
      return threw(service, outcome.stack);
    case 'exited': {
      const { exit } = outcome;
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

function tooMany(id: string, limit: number): SandboxError {
  return new SandboxError(
    'lost',
    `${id} was not started: this sandbox runs ${limit} instances at most.`,
    'Stop some instances, then start it again.',
  );
}
