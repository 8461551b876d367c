import type { Instance } from './discovery.ts';

/** An answer, whole. */
export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** How long an answer may take, in milliseconds. */
const limitMs = 2000;

/** Rejects when there is no whole answer: the connection was refused, it broke, or time was up. */
export async function ask({ url }: Instance, path: string): Promise<Answer> {
  const response = await fetch(url + path, { signal: AbortSignal.timeout(limitMs) });
  return { status: response.status, text: await response.text() };
}
