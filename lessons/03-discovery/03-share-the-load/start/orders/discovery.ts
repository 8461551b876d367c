import { setTimeout as sleep } from 'node:timers/promises';

export interface Instance {
  /** Its own in the registry: `users-8081`. */
  readonly id: string;
  /** `http://127.0.0.1:8081` */
  readonly url: string;
}

interface Found {
  readonly instances: readonly Instance[];
  /** The registry's index of what it answered: what to wait for is a higher one. */
  readonly index: string;
}

const consul = process.env.CONSUL_HTTP_ADDR ?? 'http://127.0.0.1:8500';

/** Gives the way to ask for a service's healthy instances as the registry last told of them. */
export async function follow(service: string): Promise<() => readonly Instance[]> {
  let found = await find(service, '0');
  void keepFresh();
  return () => found.instances;

  async function keepFresh(): Promise<void> {
    for (;;) {
      try {
        found = await find(service, found.index);
      } catch (error) {
        console.error(`The registry does not tell of ${service}`, error);
        found = { ...found, index: '0' };
        await sleep(1000);
      }
    }
  }
}

/** A blocking query: the registry answers when its index is higher than this one, or after a minute. */
async function find(service: string, index: string): Promise<Found> {
  const query = `passing&index=${index}&wait=60s`;
  const response = await fetch(`${consul}/v1/health/service/${service}?${query}`);
  const rows = (await response.json()) as {
    Service: { ID: string; Address: string; Port: number };
  }[];
  const instances = rows.map(({ Service: { ID, Address, Port } }) => {
    return { id: ID, url: `http://${Address}:${Port}` };
  });
  return { instances, index: response.headers.get('X-Consul-Index') ?? '0' };
}
