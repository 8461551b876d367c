import { StartError } from '../errors.ts';
import {
  exitedEarly,
  notListening,
  portInUse,
  startAborted,
  threw,
  wrongPort,
} from '../start-errors.ts';
import type { StartOutcome } from '../start-watch.ts';
import { cleanStack, type StackPlaces } from './stack.ts';

export interface FailedStart {
  readonly service: string;
  readonly port: number;
  readonly startTimeoutMs: number;
  readonly places: StackPlaces;
  /** The instance of this sandbox that listens on a port; null when none does. */
  readonly holderOf: (port: number) => string | null;
}

/** What the learner is told of a start that did not succeed. */
export function startFailure(
  outcome: Exclude<StartOutcome, { kind: 'listening' }>,
  { service, port, startTimeoutMs, places, holderOf }: FailedStart,
): StartError {
  switch (outcome.kind) {
    case 'port-taken': {
      const holder = holderOf(outcome.port);
      return holder === null
        ? portTaken(service, outcome.port)
        : portInUse(service, outcome.port, holder);
    }
    case 'elsewhere':
      return wrongPort(service, port, outcome.listensOn);
    case 'threw':
      return threw(service, cleanStack(outcome.stack, places));
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

/** The port belongs to a program that is none of this sandbox's. */
function portTaken(service: string, port: number): StartError {
  const find =
    process.platform === 'darwin'
      ? `lsof -nP -iTCP:${port} -sTCP:LISTEN`
      : `ss -ltnp "sport = :${port}"`;
  return new StartError(
    service,
    { code: 'port-in-use', port },
    `${service} cannot listen on port ${port}: another program on this machine listens there already.`,
    `Choose another port, or stop that program; \`${find}\` shows which it is.`,
  );
}
