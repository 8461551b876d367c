import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { CrashInput } from '../../runtime/network/index.ts';
import { createNodeSandbox } from '../../runtime/sandbox/node/index.ts';
import { HELLO, handler, says } from './fixtures.ts';
import { type Lab, limit, useSandbox } from './lab.ts';

/** What only processes of Node have: whatever speaks over sockets passes the network. */
describe('The network of the node sandbox', () => {
  const lab = useSandbox(() => createNodeSandbox());

  /** Runs code in a service that listens nowhere else; what it prints as `result …` is its result. */
  const run = async (code: string, env: Record<string, string> = {}) => {
    const source = `import * as net from 'node:net';
import * as http from 'node:http';
import * as http2 from 'node:http2';
import { once } from 'node:events';
import { createServer } from 'node:http';
createServer().listen(Number(process.env.PORT));
${code}`;
    await lab.sync({ 'caller/server.ts': source, 'hello/server.ts': HELLO });
    const spec = { service: 'caller', entry: 'caller/server.ts', env } as const;
    const { id } = await lab.start(spec);
    await lab.untilPrinted(id, 'stdout', 'result ');
    await lab.event('output', () => /result .*\n/.test(lab.printed(id, 'stdout')));
    return /result (.*)\n/.exec(lab.printed(id, 'stdout'))?.[1];
  };
  const portOf = ({ addresses }: { addresses: readonly { port: number }[] }) =>
    String(addresses[0]?.port);

  describe('somebody from outside', () => {
    test('is answered byte for byte, and the ledger has it', async () => {
      const hello = await lab.run(says('tea'));
      const answer = await askFromOutside(
        Number(portOf(hello)),
        'GET /a HTTP/1.0\r\nx-Y:  z\r\n\r\n',
      );
      expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n.*\r\n\r\ntea$/s);
      expect(lab.events('request')).toMatchObject([
        { from: 'outside', to: 'hello-1', path: '/a', headers: [['x-Y', 'z']] },
      ]);
      expect(lab.events('response')).toMatchObject([{ to: 'outside', status: 200 }]);
    });

    test('meets the faults that are for it', async () => {
      const hello = await lab.run(HELLO);
      await lab.sandbox.network.set([{ from: 'outside', fault: { kind: 'error', status: 503 } }]);
      const answer = await askFromOutside(
        Number(portOf(hello)),
        'GET / HTTP/1.1\r\nhost: a\r\n\r\n',
        'by the fault fault-1\n',
      );
      expect(answer).toMatch(/^HTTP\/1\.1 503 Service Unavailable\r\n/);
      expect(await lab.text(hello)).toBe('Hello, world');
    });

    test('that says nothing of HTTP reaches a service that does not either', async () => {
      const echo = await lab.run(`import { createServer } from 'node:net';
createServer((socket) => socket.pipe(socket)).listen(Number(process.env.PORT));`);
      expect(await askFromOutside(Number(portOf(echo)), '\r\nGET tea', '', 'end')).toBe(
        '\r\nGET tea',
      );
    });
  });

  describe('between services', () => {
    const ECHO_BACK = `import { createServer } from 'node:net';
createServer({ allowHalfOpen: true }, (socket) => {
  socket.write('ready ');
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk) => { text += chunk; });
  socket.on('end', () => socket.end(text.toUpperCase()));
}).listen(Number(process.env.PORT));`;

    test('a server that speaks first, and a caller that closes its half, hear each other out', async () => {
      const upper = await lab.run(ECHO_BACK);
      const result = await run(
        `const socket = net.connect(Number(process.env.TO));
socket.end('tea');
let text = '';
for await (const chunk of socket.setEncoding('utf8')) text += chunk;
console.log('result ' + text);`,
        { TO: portOf(upper) },
      );
      expect(result).toBe('ready TEA');
    });

    test('a partition holds a connect; healed, it is made', async () => {
      const upper = await lab.run(ECHO_BACK);
      const fault = { kind: 'partition', direction: 'both' } as const;
      await lab.sandbox.network.set([{ from: 'caller', to: 'hello', fault }]);
      const result = run(
        `const socket = net.connect(Number(process.env.TO));
console.log(socket.connecting);
await once(socket, 'connect');
console.log('result ' + socket.remoteAddress + ' ' + (socket.remotePort === Number(process.env.TO)));
socket.destroy();`,
        { TO: portOf(upper) },
      );
      await lab.untilPrinted('caller-1', 'stdout', 'true\n');
      expect(lab.printed('caller-1', 'stdout')).toBe('true\n');
      await lab.sandbox.network.set([]);
      expect(await result).toMatch(/^(127\.0\.0\.1|::1) true$/);
    });

    test('a refusal reads as Node has it', async () => {
      const hello = await lab.run(HELLO);
      await lab.sandbox.network.set([{ from: 'caller', fault: { kind: 'refusal' } }]);
      const port = portOf(hello);
      const result = await run(
        `const [error] = await once(net.connect(Number(process.env.TO), '127.0.0.1'), 'error').catch((error) => [error]);
console.log('result ' + [error.message, error.code, error.errno, error.syscall, error.address, error.port].join('|'), error.stack.split('\\n    at ').slice(1).join(' <- '));`,
        { TO: port },
      );
      expect(result).toContain(
        `connect ECONNREFUSED 127.0.0.1:${port}|ECONNREFUSED|-111|connect|127.0.0.1|${port} TCPConnectWrap.afterConnect [as oncomplete] (node:net:`,
      );
      expect(result).not.toContain('<-');
    });

    test('HTTP/2 passes as bytes, slowed by latency', async () => {
      const server = await lab.run(`import { createServer } from 'node:http2';
createServer().on('stream', (stream) => stream.respond() ?? stream.end('two')).listen(Number(process.env.PORT));`);
      await lab.sandbox.network.set([
        { from: 'caller', to: 'hello', fault: { kind: 'latency', latencyMs: 30, jitterMs: 0 } },
      ]);
      const result = await run(
        `const began = Date.now();
const session = http2.connect('http://localhost:' + process.env.TO);
let text = '';
for await (const chunk of session.request().setEncoding('utf8')) text += chunk;
session.close();
console.log('result ' + text + ' ' + (Date.now() - began >= 59));`,
        { TO: portOf(server) },
      );
      expect(result).toBe('two true');
      expect(lab.events('request')).toEqual([]);
    });

    test('an upgrade is an answer, and what follows it is bytes', async () => {
      const server = await lab.run(`${HELLO}
server.on('upgrade', (request, socket) => {
  socket.write('HTTP/1.1 101 Switching Protocols\\r\\nconnection: upgrade\\r\\nupgrade: echo\\r\\n\\r\\n');
  socket.pipe(socket);
});`);
      const result = await run(
        `const call = http.request({ port: process.env.TO, headers: { connection: 'upgrade', upgrade: 'echo' } });
call.end();
const [, socket] = await once(call, 'upgrade');
socket.write('GET / HTTP/1.1\\r\\n\\r\\n');
const [bytes] = await once(socket, 'data');
console.log('result ' + JSON.stringify(String(bytes)));
socket.end();`,
        { TO: portOf(server) },
      );
      expect(result).toBe(JSON.stringify('GET / HTTP/1.1\r\n\r\n'));
      expect(lab.events('request')).toHaveLength(1);
      expect(lab.events('response')).toMatchObject([{ status: 101 }]);
    });

    test('fetch keeps its connections, and every call on it is in the ledger', async () => {
      const hello = await lab.run(HELLO);
      const result = await run(
        `const texts = [];
for (const name of ['a', 'b', 'c']) {
  const answer = await fetch('http://localhost:' + process.env.TO + '/?name=' + name);
  texts.push(await answer.text());
}
console.log('result ' + texts.join());`,
        { TO: portOf(hello) },
      );
      expect(result).toBe('Hello, a,Hello, b,Hello, c');
      const calls = lab.events('request');
      expect(calls.map(({ from, path }) => `${from} ${path}`)).toEqual(
        ['a', 'b', 'c'].map((name) => `caller-1 /?name=${name}`),
      );
      // Node's fetch opens a second one and uses both by turns.
      expect(new Set(calls.map(({ connection }) => connection)).size).toBeLessThan(3);
    });

    test('a sender that is not read stands still, however much it has', async () => {
      const server = await lab.run(
        handler(`  let sent = 0;
  const more = () => {
    while (sent < 64 && response.write(Buffer.alloc(1024 * 1024))) sent += 1;
    if (sent < 64) response.once('drain', more);
  };
  more();
  setTimeout(() => console.log('held ' + (sent < 64)), 300);`),
      );
      await lab.sandbox.network.set([
        { from: 'hello', to: 'caller', fault: { kind: 'bandwidth', bytesPerSecond: 100_000 } },
      ]);
      const result = run(
        `const [answer] = await once(http.get({ port: process.env.TO }), 'response');
answer.once('data', () => console.log('result begun'));`,
        { TO: portOf(server) },
      );
      await lab.untilPrinted('hello-1', 'stdout', 'held ');
      expect(lab.printed('hello-1', 'stdout')).toBe('held true\n');
      expect(await result).toBe('begun');
    });

    test('a worker thread is outside, and leaves its service its connections', async () => {
      const hello = await lab.run(HELLO);
      const result = await run(
        `import { Worker } from 'node:worker_threads';
const address = 'http://localhost:' + process.env.TO + '/?name=';
const ask = "fetch('" + address + "thread').then((answer) => answer.text()).then((text) => require('worker_threads').parentPort.postMessage(text))";
const [said] = await once(new Worker(ask, { eval: true }), 'message');
const own = await (await fetch(address + 'main')).text();
console.log('result ' + said + ', ' + own);`,
        { TO: portOf(hello) },
      );
      expect(result).toBe('Hello, thread, Hello, main');
      expect(lab.events('request').map(({ from }) => from)).toEqual(['outside', 'caller-1']);
    });

    test('an async context goes through a connect, and through one that fails', async () => {
      const hello = await lab.run(HELLO);
      const result = await run(
        `import { AsyncLocalStorage } from 'node:async_hooks';
const context = new AsyncLocalStorage();
const seen = await context.run('mine', async () => {
  const made = net.connect(Number(process.env.TO), '127.0.0.1');
  const first = new Promise((resolve) => made.on('connect', () => resolve(context.getStore())));
  const failed = net.connect(1, '127.0.0.1');
  const second = new Promise((resolve) => failed.on('error', () => resolve(context.getStore())));
  const both = await Promise.all([first, second]);
  made.destroy();
  return both;
});
console.log('result ' + seen.join());`,
        { TO: portOf(hello) },
      );
      expect(result).toBe('mine,mine');
    });
  });

  describe('listening', () => {
    test('looks to the service as if nobody stood before it', async () => {
      const hello = await lab.run(
        handler(`  const other = (await import('node:net')).createServer().listen(0);
  const { port } = other.address();
  other.close();
  const { localPort, localAddress, remoteAddress } = request.socket;
  response.end(JSON.stringify({ own: server.address(), other: port > 0, localPort, localAddress, remoteAddress }));`),
      );
      const port = Number(portOf(hello));
      expect(JSON.parse(await lab.text(hello))).toEqual({
        own: { address: '::', family: 'IPv6', port },
        other: true,
        localPort: port,
        localAddress: '::ffff:127.0.0.1',
        remoteAddress: '::ffff:127.0.0.1',
      });
    });

    test('on a port that is taken fails in the words of Node', async () => {
      const hello = await lab.run(HELLO);
      const port = portOf(hello);
      const result = await run(
        `const [error] = await new Promise((resolve) => {
  createServer().on('error', (error) => resolve([error])).listen(Number(process.env.TO));
});
console.log('result ' + [error.message, error.code, error.errno, error.syscall, error.address, error.port].join('|'));`,
        { TO: port },
      );
      expect(result).toBe(
        `listen EADDRINUSE: address already in use :::${port}|EADDRINUSE|-98|listen|::|${port}`,
      );
    });

    test('a port that was closed can be listened on again', async () => {
      const result = await run(
        `const server = createServer((request, response) => response.end('again'));
server.listen(0);
const { port } = server.address();
server.close();
server.listen(port);
const text = await (await fetch('http://localhost:' + port)).text();
console.log('result ' + text);
server.close();`,
      );
      expect(result).toBe('again');
    });

    test('on ::1 alone is reached there, and not at 127.0.0.1', async () => {
      const result = await run(
        `const server = createServer((request, response) => response.end('six')).listen(0, '::1');
await once(server, 'listening');
const { port } = server.address();
const four = await fetch('http://127.0.0.1:' + port).catch((error) => error.cause.code);
console.log('result ' + (await (await fetch('http://[::1]:' + port)).text()) + ' ' + four);`,
      );
      expect(result).toBe('six ECONNREFUSED');
    });
  });

  describe('crashes at a file, however it is written', () => {
    const ways: readonly (readonly [string, string])[] = [
      ['callback', "appendFile('log', 'b', () => { appendFileSync('log', 'c'); });"],
      ['promise', "promises.appendFile('log', 'b').then(() => appendFileSync('log', 'c'));"],
      [
        'stream',
        "createWriteStream('log', { flags: 'a' }).end('b', () => appendFileSync('log', 'c'));",
      ],
      [
        'handle',
        "promises.open('log', 'a').then(async (file) => { await file.write('b'); appendFileSync('log', 'c'); });",
      ],
    ];
    test.each(ways)('%s', async (_name, write) => {
      for (const [when, left] of [
        ['before', 'a'],
        ['after', 'ab'],
      ] as const) {
        expect(await afterCrash(lab, write, { when, action: 'append', file: 'log' })).toBe(left);
      }
    });
  });
});

/** Says it, and gives what comes back up to its last words, or the end; `end` closes this half first. */
async function askFromOutside(
  port: number,
  text: string,
  lastWords = '',
  how: 'stay' | 'end' = 'stay',
) {
  const socket: Socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  await once(socket, 'connect', { signal: limit() });
  if (how === 'end') socket.end(text);
  else socket.write(text);
  let answer = '';
  for await (const chunk of socket.setEncoding('latin1')) {
    answer += chunk;
    if (lastWords !== '' && answer.endsWith(lastWords)) break;
  }
  socket.destroy();
  return answer;
}

/** What is in the file \`log\` after a service that was to write to it has crashed. */
async function afterCrash(lab: Lab, write: string, point: CrashInput): Promise<string> {
  const code = `import { appendFile, appendFileSync, createWriteStream, promises, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
createServer((request, response) => {
  if (request.url === '/log') response.end(readFileSync('log'));
  else { ${write} }
}).listen(Number(process.env.PORT));
if (process.env.FRESH) writeFileSync('log', 'a');
`;
  const first = await lab.run(code, { env: { FRESH: '1' }, volume: 'disk' });
  await first.crashAt(point);
  await lab.fetch(first).catch(() => undefined);
  await first.exited;
  const second = await lab.start({ volume: 'disk' });
  const text = await lab.text(second, '/log');
  await second.signal('SIGKILL');
  await second.exited;
  return text;
}
