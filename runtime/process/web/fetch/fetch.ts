import { awaitedAt, FETCH_FRAME } from '../../errors/stack.ts';
import { bodyOf } from '../messages/message.ts';
import { followedSignal, Request } from '../messages/request.ts';
import type { RequestInit } from '../messages/request-init.ts';
import type { Response } from '../messages/response.ts';
import { fetchFailed } from './errors.ts';
import { Pool } from './pool.ts';
import { FetchRun } from './run.ts';

export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/**
 * The fetch of one process, with a pool of its own. It behaves as undici 6, which Node 20 has:
 * https://nodejs.org/docs/latest-v20.x/api/globals.html#fetch
 */
export function createFetch(): Fetch {
  const pool = new Pool();
  return async function fetch(input, init) {
    const request = new Request(input, init);
    const signal = followedSignal(request);
    if (signal?.aborted) {
      bodyOf(request)?.cancel(signal.reason);
      throw signal.reason;
    }
    const answered = new Promise<Response>((resolve, reject) => {
      const abort = () => {
        reject(signal?.reason);
        run.abort(signal?.reason);
      };
      const run = new FetchRun(request, pool, () => signal?.removeEventListener('abort', abort));
      signal?.addEventListener('abort', abort, { once: true });
      run.response().then(resolve, (cause) => {
        signal?.removeEventListener('abort', abort);
        reject(fetchFailed(cause));
      });
    });
    try {
      return await answered;
    } catch (error) {
      throw error instanceof TypeError ? awaitedAt(error, FETCH_FRAME) : error;
    }
  };
}
