import type { Files } from '../../runtime/compile/types.ts';

/**
 * Services that do, all at once, what makes a program's runs differ: they race for a counter, wait
 * for random times, stream, call each other, fail, and print what they see of clock, chance,
 * arithmetic and language.
 */
export const PROGRAM: Files = {
  'store/server.ts': `import { createServer } from 'node:http';
import { randomUUID } from 'node:crypto';
import { open } from 'node:fs/promises';

let count = 0;
const journal = await open('journal', 'a');

const server = createServer(async (request, response) => {
  const before = count;
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
  count = before + 1;
  console.log(request.url, count, Date.now(), randomUUID());
  const writes = ['a', 'b'].map((text) => journal.appendFile(text).then(() => text));
  const first = await Promise.race([...writes, journal.sync().then(() => 'synced')]);
  await Promise.all(writes);
  const beforeMs = performance.now();
  await journal.datasync();
  console.log('written first:', first, performance.now() - beforeMs);
  const x = Math.random() * 40;
  console.log(Math.exp(x), Math.log(x), Math.sin(x), Math.pow(x, 1.7), x ** -2.5, Math.hypot(x, 3));
  console.log(String(new Date()), new Date(2024, 0, 31, 1).toISOString(), (1e4 * x).toLocaleString());
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ count, hrtime: process.hrtime() }));
});

process.on('SIGTERM', () => {
  console.log('leaving with', count);
  server.close();
});

server.listen(Number(process.env.PORT));
`,
  'stream/server.ts': `import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';

async function* lines(count: number): AsyncGenerator<string> {
  for (let line = 0; line < count; line++) {
    await sleep(Math.random() * 3);
    yield \`line \${line}\\n\`;
  }
}

createServer(async (request, response) => {
  try {
    await pipeline(Readable.from(lines(10)), response);
  } catch (error) {
    console.error('stopped:', (error as Error).message);
  }
}).listen(Number(process.env.PORT));
`,
  'front/server.ts': `import { createServer, get } from 'node:http';
import { setImmediate } from 'node:timers/promises';

const { STORE, STREAM } = process.env;

function length(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = get(url, async (response) => {
      let bytes = 0;
      for await (const chunk of response) bytes += chunk.length;
      resolve(bytes);
    });
    request.on('error', reject);
  });
}

async function add(name: string): Promise<unknown> {
  const response = await fetch(\`http://localhost:\${STORE}/\${name}\`, {
    method: 'POST',
    body: name.repeat(100),
    signal: AbortSignal.timeout(15),
  });
  return response.json();
}

createServer(async (request, response) => {
  const name = String(request.url).slice(1);
  if (name === 'crash') {
    setTimeout(() => {
      throw new RangeError('out of tea');
    }, Math.random() * 5);
  }
  await setImmediate();
  const outcomes = await Promise.allSettled([
    add(name),
    add(\`\${name}-again\`),
    length(\`http://localhost:\${STREAM}/\`),
    length('http://localhost:1/'),
  ]);
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') {
      const { name, message, code, cause } = outcome.reason;
      console.error('failed:', name, message, code, cause?.code);
    }
  }
  response.end(JSON.stringify(outcomes.map((one) => one.status === 'fulfilled' && one.value)));
}).listen(Number(process.env.PORT));

setInterval(() => console.log('tick', performance.now()), 50);
`,
  // It would handle the rejection a few events later, but has ended by then.
  'rejects/server.ts': `import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

async function fail(): Promise<void> {
  await sleep(5);
  throw new TypeError('not today');
}

createServer(async (request, response) => {
  response.write('begun');
  const failing = fail();
  await sleep(6 + Math.random());
  await failing.catch(() => response.end('never mind'));
}).listen(Number(process.env.PORT));
`,
  'listens/server.ts': `import { createServer } from 'node:http';
import { setImmediate } from 'node:timers/promises';

process.on('unhandledRejection', (reason) => console.log('told of', String(reason)));

createServer(async (request, response) => {
  const [handled] = [Promise.reject(new Error('for now')), Promise.reject(new Error('for good'))];
  await setImmediate();
  await setImmediate();
  await handled.catch((error) => response.end(error.message));
}).listen(Number(process.env.PORT));
`,
};
