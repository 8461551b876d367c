/** What a service answered to one of the lab's requests. */
export interface Reply {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly tookMs: number;
  /** `seq` of the answer in the run's ledger. */
  readonly event: number | null;
}
