import type { LockHeld } from '../story/locks-held.ts';

/** What a run looks like as a space-time diagram, before anything is drawn. Times in milliseconds. */
export interface Diagram {
  /** Who took part, from left to right. */
  readonly columns: readonly Column[];
  readonly messages: readonly Message[];
  readonly locks: readonly LockHeld[];
  readonly notes: readonly Note[];
  /** When the run failed what was expected; null when it did not. */
  readonly failedMs: number | null;
  readonly endMs: number;
}

export interface Column {
  readonly name: string;
  /** What it was, one state after the other; from its first to the end of the run. */
  readonly states: readonly Span[];
}

export interface Span {
  readonly state: 'present' | 'starting' | 'running' | 'paused' | 'dead';
  readonly fromMs: number;
  readonly toMs: number;
}

export interface Message {
  readonly kind: 'request' | 'copy' | 'reply' | 'connect';
  /** The names of two columns. */
  readonly from: string;
  readonly to: string;
  readonly sentMs: number;
  /** When it came to its end, or when that was given up. */
  readonly arrivedMs: number;
  readonly fate: 'arrived' | 'lost' | 'broken';
  readonly label: string;
  /** Whether it is what shows that the run failed. */
  readonly isEvidence: boolean;
}

/** Something that happened at one moment, to one column or to the network. */
export interface Note {
  readonly column: string | null;
  readonly atMs: number;
  readonly text: string;
}
