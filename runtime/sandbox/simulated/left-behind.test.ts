import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { beforeAll, expect, test } from 'vitest';
import { createSimulatedSandbox, type Realm } from './index.ts';
import { nodeRealm } from './node.ts';

/** What a service does after it has begun to listen, on its own port. */
const DOINGS: Readonly<Record<string, string>> = {
  'does nothing more': '',
  'fetches from a server': 'await (await fetch(url)).text();',
  'posts to a server, with a deadline':
    "await (await fetch(url, { method: 'POST', body: 'x', signal: AbortSignal.timeout(99) })).json();",
  'asks a server by node:http': 'get(url, (answer) => answer.resume());',
  'appends to a file': "await appendFile('log', 'x');",
  'listens, sleeps and prints':
    "await once(setTimeout(() => {}, 5) && emitter(), 'done'); console.log(1);",
  'pipes streams':
    "for await (const piece of Readable.from(['a']).pipe(new PassThrough())) piece.at(0);",
  'hashes and draws': "createHash('sha256').update(crypto.randomUUID()).digest('hex');",
};

const RUNS = 12;
const WEIGHT_BYTES = 100_000;

const { signal } = new AbortController();
let realm: Realm;
let collectAll: () => void;
let collectYoung: () => void;

beforeAll(async () => {
  realm = await nodeRealm();
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as (options?: { type: 'minor' }) => void;
  collectAll = () => collect();
  collectYoung = () => collect({ type: 'minor' });
});

/** One run of a service, with a weight on it that is seen where it is not let go. */
async function run(doing: string): Promise<void> {
  const sandbox = createSimulatedSandbox({ seed: 1, realm });
  Object.assign(sandbox, { weight: new ArrayBuffer(WEIGHT_BYTES) });
  await sandbox.boot({ signal, timeoutMs: 1000, onStage: () => {} });
  try {
    await sandbox.sync({ 'server.ts': serverThat(doing) });
    await sandbox.start(
      { service: 'server', entry: 'server.ts', port: 'any', env: {}, startTimeoutMs: 1000 },
      signal,
    );
    await sandbox.clock.sleep(1000, signal);
    const printed = sandbox.ledger
      .read()
      .flatMap((event) => (event.type === 'output' ? event.text : []));
    expect(printed.at(-1)).toBe('done\n');
  } finally {
    await sandbox.dispose();
  }
}

function serverThat(doing: string): string {
  return `import { createHash } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { appendFile } from 'node:fs/promises';
import { createServer, get } from 'node:http';
import { PassThrough, Readable } from 'node:stream';

const url = 'http://localhost:' + process.env.PORT;

function emitter() {
  const made = new EventEmitter();
  setTimeout(() => made.emit('done'), 10);
  return made;
}

createServer(async (request, response) => {
  for await (const piece of request) piece.at(0);
  response.end('{}');
}).listen(Number(process.env.PORT), async () => {
  ${doing}
  setTimeout(() => console.log('done'), 100);
});
`;
}

/** How many of some runs are still there when they and all young garbage are gone. */
async function keptOf(doing: string): Promise<number> {
  // What is made once for all: code, shapes of objects.
  for (let count = 0; count < 3; count++) await run(doing);
  collectYoung();
  const before = process.memoryUsage().arrayBuffers;
  for (let count = 0; count < RUNS; count++) await run(doing);
  collectYoung();
  collectYoung();
  return (process.memoryUsage().arrayBuffers - before) / WEIGHT_BYTES;
}

test.each(Object.entries(DOINGS))(
  'of a run in which a service %s a quick collection leaves nothing',
  async (_, doing) => {
    let least = RUNS;
    // What outlives its run always does; the engine itself may hold on to some runs once, while it
    // compiles or marks.
    for (let tries = 0; tries < 5 && least >= 4; tries++) {
      // Whatever it marks in the background is marked now.
      collectAll();
      least = Math.min(least, await keptOf(doing));
    }
    // The last one, whose process is the current one yet, and one that a collection came upon.
    expect(least).toBeLessThan(4);
  },
);
