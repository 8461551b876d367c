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

/** What one behaviour printed in one kind of sandbox, line by line. */
export interface Observation {
  readonly name: string;
  readonly lines: readonly string[];
}
