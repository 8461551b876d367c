import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Figure, figure, median, print } from '../figures.ts';
import { type Protocol, postJson } from './clients.ts';
import { OPERATIONS, operationsPerSecond } from './operations.ts';
import { residentKb, type Subject, startSubjects } from './subject.ts';
import { eventsPerSecond } from './watchers.ts';

const RUNS = 3;
const RUN_MS = 500;
/** Until ours is compiled for what it does most, and so is the client: a server that runs has that behind it. */
const WARM_UP_MS = 3000;
const KEYS = 100_000;
const KEYS_PER_TXN = 100;
const SETTLING_MS = 3000;
const PROTOCOLS: readonly Protocol[] = ['JSON', 'gRPC'];

/** Ours beside a real etcd of this machine, by the same clients, in turns. */
export async function benchRegistry(): Promise<void> {
  const notes = [
    'Ours is one member: it replicates nothing, and without DATA_DIR it syncs nothing to a disk. etcd does.',
  ];
  const subjects = await startSubjects();
  if (subjects.length === 1) notes.push('etcd: not installed.');
  try {
    const figures = [...(await operations(subjects)), ...(await fanOut(subjects))];
    print('The registry, by the same clients', figures, notes);
    console.log(ratios(figures));
  } finally {
    for (const subject of subjects) await subject.stop();
  }
  print(`The registry's memory with ${KEYS} keys`, await memory());
}

async function operations(subjects: readonly Subject[]): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const protocol of PROTOCOLS) {
    for (const subject of subjects) {
      const load = { protocol, operation: 'puts', clients: 64, ms: WARM_UP_MS } as const;
      await operationsPerSecond(subject, load);
    }
    for (const operation of OPERATIONS) {
      for (const clients of [1, 64]) {
        const load = { protocol, operation, clients, ms: RUN_MS };
        const what = `${protocol}, ${operation}, ${clients} client${clients === 1 ? '' : 's'}`;
        figures.push(
          ...(await inTurns(subjects, what, (subject) => operationsPerSecond(subject, load))),
        );
      }
    }
  }
  return figures;
}

function fanOut(subjects: readonly Subject[]): Promise<Figure[]> {
  const load = { watchers: 1000, puts: 20 };
  return inTurns(subjects, 'events to 1000 watchers', (subject) => eventsPerSecond(subject, load));
}

/** Each in its turn, so that what else the machine does falls on both; the first time is to warm up. */
async function inTurns(
  subjects: readonly Subject[],
  what: string,
  measure: (subject: Subject) => Promise<number>,
): Promise<Figure[]> {
  const values = new Map(subjects.map(({ name }) => [name, [] as number[]]));
  for (let run = 0; run <= RUNS; run++) {
    for (const subject of subjects) {
      const value = await measure(subject);
      if (run > 0) values.get(subject.name)?.push(value);
    }
  }
  return [...values].map(([name, of]) => figure(`${what}, ${name}`, of, 'a second'));
}

async function memory(): Promise<Figure[]> {
  const figures: Figure[] = [];
  const subjects = await startSubjects();
  try {
    for (const subject of subjects) {
      const before = await residentKb(subject);
      await fill(subject);
      await sleep(SETTLING_MS);
      const after = await residentKb(subject);
      figures.push(
        figure(`${subject.name}, empty`, [before], 'KB'),
        figure(`${subject.name}, with its keys`, [after], 'KB'),
        figure(`${subject.name}, what the keys take`, [after - before], 'KB'),
      );
    }
    return figures;
  } finally {
    for (const subject of subjects) await subject.stop();
  }
}

async function fill({ url }: Subject): Promise<void> {
  const agent = new Agent({ keepAlive: true });
  const value = Buffer.from('v'.repeat(64)).toString('base64');
  for (let first = 0; first < KEYS; first += KEYS_PER_TXN) {
    const success = Array.from({ length: KEYS_PER_TXN }, (_, index) => ({
      requestPut: { key: Buffer.from(`key-${first + index}`).toString('base64'), value },
    }));
    await postJson(`${url}/v3/kv/txn`, { success }, agent);
  }
  agent.destroy();
}

/** One line: how many times as many ours does, at least and at most. */
function ratios(figures: readonly Figure[]): string {
  const ofOurs = figures.filter(({ what }) => what.endsWith(', ours'));
  const times = ofOurs.flatMap(({ what, values }) => {
    const theirs = figures.find((other) => other.what === what.replace(/ours$/, 'etcd'));
    return theirs === undefined ? [] : [median(values) / median(theirs.values)];
  });
  if (times.length === 0) return '';
  return `  Ours does ${Math.min(...times).toFixed(1)} to ${Math.max(...times).toFixed(1)} times as many as etcd.`;
}
