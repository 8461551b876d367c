/** Where the page asks what has arrived. */
export const REPORT = '/@brownout/strays';

/** What the page is told. */
export interface StrayReport {
  /** A server of another origin that lets everybody in, and counts whoever comes. */
  readonly outside: string;
  /** Requests and upgrades that arrived since the server was started, here and outside. */
  readonly arrived: readonly string[];
}

/** For the page. */
export async function readStrays(): Promise<StrayReport> {
  return (await fetch(REPORT)).json();
}
