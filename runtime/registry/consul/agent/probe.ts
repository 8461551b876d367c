import type { Status } from '../state/rows.ts';

/** What finds out how a service is: it reports until it is stopped. */
export interface Probe {
  stop(): void;
}

/** Told of every result, whether or not it is new. */
export type Report = (status: Status, output: string) => void;
