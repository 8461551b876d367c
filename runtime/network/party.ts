import { LEARNER } from './event.ts';

/** Somebody who takes part in the network, as rules and the ledger name it. */
export interface Party {
  /** An instance's id, or one of the names below. */
  readonly name: string;
  /** The service that it is an instance of; else its name again. */
  readonly service: string;
}

/** Who sends the learner's own requests. */
export const LEARNER_PARTY: Party = { name: LEARNER, service: LEARNER };

/** A program that is no part of the sandbox, such as `curl` in another terminal. */
export const OUTSIDE: Party = { name: 'outside', service: 'outside' };

/** What stands for an address where nobody is known to listen. */
export function nobodyAt(port: number): Party {
  const name = `localhost:${port}`;
  return { name, service: name };
}
