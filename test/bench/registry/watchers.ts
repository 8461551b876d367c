import { Agent, type ClientRequest, request } from 'node:http';
import { postJson } from './clients.ts';
import type { Subject } from './subject.ts';

const KEY = Buffer.from('watched').toString('base64');
const CONNECTING_AT_ONCE = 50;
const LIMIT_MS = 60_000;

/** How many events a second come to so many watchers of one key, each on a connection of its own. */
export async function eventsPerSecond(
  { url }: Subject,
  { watchers, puts }: { readonly watchers: number; readonly puts: number },
): Promise<number> {
  let received = 0;
  let whenAll = () => {};
  const onEvents = (count: number) => {
    received += count;
    if (received >= watchers * puts) whenAll();
  };
  const open: ClientRequest[] = [];
  const agent = new Agent({ keepAlive: true });
  try {
    while (open.length < watchers) {
      const some = Array.from({ length: CONNECTING_AT_ONCE }, () => watch(url, onEvents));
      open.push(...(await Promise.all(some)));
    }
    const all = new Promise<void>((resolve, reject) => {
      whenAll = resolve;
      const late = () => reject(new Error(`${received} of ${watchers * puts} events came.`));
      setTimeout(late, LIMIT_MS).unref();
    });
    const startedMs = performance.now();
    for (let count = 0; count < puts; count++) {
      await postJson(`${url}/v3/kv/put`, { key: KEY, value: 'dg==' }, agent);
    }
    await all;
    return (received / (performance.now() - startedMs)) * 1000;
  } finally {
    agent.destroy();
    for (const each of open) each.destroy();
  }
}

/** Resolves when the watch is there. */
function watch(url: string, onEvents: (count: number) => void): Promise<ClientRequest> {
  return new Promise((resolve, reject) => {
    const asked = request(`${url}/v3/watch`, { method: 'POST', agent: false });
    asked.on('error', reject);
    asked.on('response', (response) => {
      let isThere = false;
      response.on('error', () => {});
      response.setEncoding('latin1').on('data', (text: string) => {
        if (isThere) onEvents(text.split('"kv":').length - 1);
        else resolve(asked);
        isThere = true;
      });
    });
    asked.write(JSON.stringify({ create_request: { key: KEY } }));
  });
}
