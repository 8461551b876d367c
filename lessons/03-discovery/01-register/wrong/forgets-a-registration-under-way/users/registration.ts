import { setTimeout as sleep } from 'node:timers/promises';

/** Where Consul's agent is. */
const consul = process.env.CONSUL_HTTP_ADDR ?? 'http://127.0.0.1:8500';
/** How long the agent believes a heartbeat, in milliseconds. */
const ttlMs = Number(process.env.TTL_MS ?? 6000);
/** Two heartbeats may be lost before the time is up. */
const beatMs = ttlMs / 3;

const leaving = new AbortController();
let id = '';

/** Keeps this instance in the registry, until `leave`. */
export function join(port: number): void {
  id = `users-${port}`;
  void keepRegistered(port);
}

/** Takes this instance out of the registry. Resolves when nobody finds it there any more. */
export async function leave(): Promise<void> {
  leaving.abort();
  // A heartbeat that is under way does not register it any more: see keepRegistered.
  await put(`/v1/agent/service/deregister/${id}`);
}

/** The agent may have forgotten it, or never have heard of it: to a heartbeat that is the same. */
async function keepRegistered(port: number): Promise<void> {
  while (!leaving.signal.aborted) {
    const status = await put(`/v1/agent/check/pass/service:${id}`);
    if (status === 404 && !leaving.signal.aborted) await register(port);
    await sleep(beatMs, undefined, { signal: leaving.signal }).catch(() => {});
  }
}

function register(port: number): Promise<number | null> {
  return put('/v1/agent/service/register', {
    Name: 'users',
    ID: id,
    Address: '127.0.0.1',
    Port: port,
    Check: { TTL: `${ttlMs}ms`, Status: 'passing', DeregisterCriticalServiceAfter: '1m' },
  });
}

/** The status of the agent's answer; null when it gives none. */
async function put(path: string, body?: object): Promise<number | null> {
  try {
    const signal = AbortSignal.timeout(beatMs);
    const init = { method: 'PUT', body: JSON.stringify(body), signal };
    return (await fetch(consul + path, init)).status;
  } catch (error) {
    console.error(`${id}: the registry gave no answer to ${path}`, error);
    return null;
  }
}
