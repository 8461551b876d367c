import { CLIENTS, type Client, type Protocol } from './clients.ts';
import type { Subject } from './subject.ts';

export const OPERATIONS = ['puts', 'ranges', 'txns'] as const;
export type Operation = (typeof OPERATIONS)[number];

const KEYS = 1000;
const VALUE = 'v'.repeat(64);

const DO: Readonly<Record<Operation, (client: Client, key: string) => Promise<unknown>>> = {
  puts: (client, key) => client.put(key, VALUE),
  ranges: (client, key) => client.range(key),
  txns: (client, key) => client.txn(key, VALUE),
};

export interface Load {
  readonly protocol: Protocol;
  readonly operation: Operation;
  /** Each asks again as soon as it is answered. */
  readonly clients: number;
  readonly ms: number;
}

/** How many a second are answered. */
export async function operationsPerSecond({ url }: Subject, load: Load): Promise<number> {
  const { protocol, operation, clients: count, ms } = load;
  const clients = Array.from({ length: count }, () => CLIENTS[protocol](url));
  try {
    // Connected, and with the keys that are asked for.
    await Promise.all(clients.map((client, index) => client.put(`key-${index}`, VALUE)));
    let done = 0;
    const startedMs = performance.now();
    const endsMs = startedMs + ms;
    await Promise.all(
      clients.map(async (client, index) => {
        for (let turn = index; performance.now() < endsMs; turn += count) {
          await DO[operation](client, `key-${turn % KEYS}`);
          done += 1;
        }
      }),
    );
    return (done / (performance.now() - startedMs)) * 1000;
  } finally {
    for (const client of clients) client.close();
  }
}
