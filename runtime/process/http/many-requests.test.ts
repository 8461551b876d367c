import { beforeEach, expect, test } from 'vitest';
import { runOn } from '../current.ts';
import type { TimerId } from '../host.ts';
import { TestHost } from '../testing.ts';
import { Agent, createServer, type IncomingMessage, request } from './index.ts';

const PORT = 4000;
const COUNT = 1000;
/** In all several times what may be under way on a connection, each way. */
const BODY = 'x'.repeat(1000);

let host: TestHost;
let timers: Set<TimerId>;

beforeEach(() => {
  host = new TestHost();
  timers = new Set();
  const { set, clear } = host.timers;
  host.timers.set = (delayMs, run) => {
    const id = set(delayMs, () => {
      timers.delete(id);
      run();
    });
    timers.add(id);
    return id;
  };
  host.timers.clear = (id) => {
    timers.delete(id);
    clear(id);
  };
  runOn(host);
});

test.each([
  ['read as they come', (message: IncomingMessage) => void message.on('data', () => {})],
  ['let go unread', (message: IncomingMessage) => void message.resume()],
])('one connection carries any number of bodies, %s, and one timer', async (_how, take) => {
  const server = createServer((asked, response) => {
    take(asked);
    asked.on('end', () => response.end(BODY));
  }).listen(PORT);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  let answered = 0;
  for (let sent = 0; sent < COUNT; sent++) {
    request({ port: PORT, method: 'POST', agent }, (answer: IncomingMessage) => {
      take(answer);
      answer.on('end', () => {
        answered += 1;
      });
    }).end(BODY);
  }
  await host.settle();
  expect(answered).toBe(COUNT);
  // The server's, for the next request, and the agent's, for the connection that it keeps.
  expect(timers.size).toBeLessThanOrEqual(2);
  agent.destroy();
  server.close();
  await host.settle();
  expect(timers.size).toBe(0);
});
