/** What a thread is given when it starts. */
export interface ThreadStart {
  readonly workerName: string;
  /** The simulator and the judge: see `workerText`. */
  readonly workerText: string;
  /** The text of the Node API: see RealmOptions. */
  readonly processText: string;
}

/** As what the texts are evaluated: stacks name them so. */
export const WORKER_NAME = 'brownout:checker';
export const CHECK_NAME = 'brownout:check';
