/** Sends the server a number of requests, so many at a time, and answers with how long they took. */
import { Agent, createServer, type IncomingMessage, request } from 'node:http';

const BODY = '{"a":1}';
const port = Number(process.env.SERVER_PORT);
const headers = { 'content-type': 'application/json' };
const agent = new Agent({ keepAlive: true, maxSockets: 64 });

async function byFetch(): Promise<void> {
  const url = `http://localhost:${port}/echo`;
  const response = await fetch(url, { method: 'POST', body: BODY, headers });
  check((await response.json()) as { length: number });
}

function byHttp(): Promise<void> {
  return new Promise((resolve, reject) => {
    const options = { host: 'localhost', port, path: '/echo', method: 'POST', agent, headers };
    const sent = request(options, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (piece: string) => {
        text += piece;
      });
      answer.on('end', () => {
        check(JSON.parse(text));
        resolve();
      });
    });
    sent.on('error', reject);
    sent.end(BODY);
  });
}

function check({ length }: { length: number }): void {
  if (length !== BODY.length) throw new Error(`The server got ${length} bytes.`);
}

async function measure(send: () => Promise<void>, inFlight: number, count: number) {
  const latenciesMs: number[] = [];
  let left = count;
  const work = async () => {
    while (left-- > 0) {
      const sentMs = performance.now();
      await send();
      latenciesMs.push(performance.now() - sentMs);
    }
  };
  const beganMs = performance.now();
  await Promise.all(Array.from({ length: inFlight }, work));
  const tookMs = performance.now() - beganMs;
  latenciesMs.sort((a, b) => a - b);
  const quantile = (part: number) => latenciesMs[Math.floor((count - 1) * part)];
  return { perSecond: (count / tookMs) * 1000, p50Ms: quantile(0.5), p99Ms: quantile(0.99) };
}

createServer(async (asked, response) => {
  const { pathname, searchParams } = new URL(asked.url ?? '/', 'http://localhost');
  if (pathname === '/run') {
    const send = searchParams.get('by') === 'fetch' ? byFetch : byHttp;
    const [inFlight, count] = ['in-flight', 'count'].map((name) => Number(searchParams.get(name)));
    response.end(JSON.stringify(await measure(send, inFlight as number, count as number)));
    return;
  }
  // Its head is sent when the server has begun to answer; its body is how that ended.
  const onAnswer = (answer: IncomingMessage) => {
    response.flushHeaders();
    answer.on('error', ({ code }: NodeJS.ErrnoException) => response.end(code));
    answer.resume();
  };
  request({ host: 'localhost', port, path: pathname }, onAnswer).end();
}).listen(Number(process.env.PORT));
