import type { Environment } from '../environment.ts';

/** The part of the environment that tells and keeps time. */
export type Clock = Pick<Environment, 'nowMs' | 'setTimer'>;

/** Calls a timer off; does nothing once it has run. */
export type CancelTimer = () => void;
