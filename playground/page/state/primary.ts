/** The one action that is most likely next: the only filled button on the page. */
export type Primary = 'run' | 'send' | 'check' | 'next' | 'none';

export interface Situation {
  readonly busy: boolean;
  readonly running: boolean;
  /** The files have changed since the services were started. */
  readonly stale: boolean;
  /** A request was sent since the services were started. */
  readonly sent: boolean;
  /** The verdict on the files as they are now, if there is one. */
  readonly verdict: 'passed' | 'failed' | 'inconclusive' | 'none';
}

/** Run, send it a request, check, go on: in this order, and again after every change. */
export function primaryAction(now: Situation): Primary {
  if (now.busy) return 'none';
  if (now.verdict === 'passed') return 'next';
  // The learner is to edit; nothing that can be pressed would change the verdict.
  if (now.verdict === 'failed') return 'none';
  if (!now.running || now.stale) return 'run';
  return now.sent ? 'check' : 'send';
}
