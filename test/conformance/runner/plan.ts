import type { Files } from '../../../runtime/compile/types.ts';
import type { BehaviourProcess } from '../behaviours/behaviour.ts';

/** What is to be run, as plain data: it crosses into a browser. */
export interface Plan {
  /** The workspace: the behaviours, and an entry for each program. */
  readonly files: Files;
  readonly programs: readonly Program[];
}

/** One file of behaviours, run as one service. */
export interface Program {
  /** The service's name, and its file's name without `.ts`. */
  readonly service: string;
  readonly entry: string;
  readonly behaviours: readonly PlannedBehaviour[];
}

export interface PlannedBehaviour {
  readonly area: string;
  readonly name: string;
  readonly process: BehaviourProcess;
}

/** What became of one behaviour in one kind of sandbox. */
export type Observation = { readonly name: string } & (
  | { readonly ran: true; readonly lines: readonly string[] }
  /** Its program could not start, or died or hung under it. */
  | { readonly ran: false; readonly reason: string }
);
