import type { ServerResponse } from 'node:http';

/** Answers with the body as JSON. */
export function answer(res: ServerResponse, status: number, body: object): void {
  res.writeHead(status, { 'Content-Type': 'application/json' });
  res.end(JSON.stringify(body));
}

/** The status is for programs; `why` is for people. */
export function refuse(res: ServerResponse, status: number, why: string): void {
  answer(res, status, { error: why });
}
