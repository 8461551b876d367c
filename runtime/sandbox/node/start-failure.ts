import { StartError } from '../errors.ts';
import { startFailure as commonFailure } from '../start-failure.ts';
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
  { places, holderOf, ...spec }: FailedStart,
): StartError {
  const portHolder = outcome.kind === 'port-taken' ? holderOf(outcome.port) : null;
  if (outcome.kind === 'port-taken' && portHolder === null) {
    return portTaken(spec.service, outcome.port);
  }
  const told =
    outcome.kind === 'threw' ? { ...outcome, stack: cleanStack(outcome.stack, places) } : outcome;
  return commonFailure(told, { id: spec.service, portHolder, limit: null }, spec);
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
