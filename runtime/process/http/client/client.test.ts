import { describe, expect, test } from 'vitest';
import { runInNode, runOnHost } from '../../../../test/support/run-program.ts';

const KIT = `
import { once } from 'node:events';
import { Agent, createServer, get, request } from 'node:http';
const textOf = async (message: any) => { let text = ''; for await (const part of message) text += part; return text; };
const served = async (handler: any, use: (port: number, server: any) => any) => {
  const server = createServer(handler);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve as any));
  try { await use((server.address() as any).port, server); } finally { server.close(); server.closeAllConnections(); }
};
`;

/** Programs of a client and its server, which print the same as they do under Node. */
const PROGRAMS: Readonly<Record<string, string>> = {
  'sends what it is told, and reads the whole answer': `
    await served(async (asked: any, answer: any) => {
      answer.writeHead(201, { 'X-Of': asked.method + ' ' + asked.url });
      answer.end(await textOf(asked));
    }, async (port) => {
      const sent = request({ host: '127.0.0.1', port, method: 'post', path: '/a?b', headers: { 'X-One': ['1', '2'] } });
      console.log(sent.method, sent.path, sent.getHeaderNames(), sent.getHeader("x-one"), sent.headersSent);
      sent.write('one '); sent.end('two');
      const [message] = await once(sent, 'response');
      console.log(message.statusCode, message.headers['x-of'], await textOf(message), message.complete);
    });`,
  'gives a kept connection to the next request': `
    const sockets: unknown[] = [];
    await served((asked: any, answer: any) => { sockets.push(asked.socket); answer.end('x'); }, async (port) => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      const names = () => [agent.sockets, agent.freeSockets, agent.requests].map((pools: any) => Object.values(pools).map((list: any) => list.length));
      const ask = async () => { const [message] = await once(get({ host: '127.0.0.1', port, agent }), 'response'); await textOf(message); };
      const both = [ask(), ask()];
      console.log(names());
      await Promise.all(both);
      await new Promise((resolve) => setImmediate(resolve));
      console.log(names(), new Set(sockets).size);
      agent.destroy();
    });`,
  'tells of a refused connection with code, call and address': `
    let closed = 0;
    await served(() => {}, (port) => { closed = port; });
    const sent = get({ host: '127.0.0.1', port: closed });
    const [error] = await once(sent, 'error');
    console.log(error.code, error.syscall, error.address, error.port === closed, sent.destroyed);`,
  'hangs up when it is destroyed before the answer': `
    await served(() => {}, async (port, server) => {
      const sent = get({ host: '127.0.0.1', port, agent: false });
      await once(server, 'request');
      sent.on('close', () => console.log('close'));
      sent.destroy();
      const [error] = await once(sent, 'error');
      console.log(error.code, error.message);
      if (!sent.closed) await once(sent, 'close');
    });`,
  'aborts an answer whose connection breaks': `
    await served((asked: any, answer: any) => { answer.writeHead(200, { 'content-length': 10 }); answer.write('half'); }, async (port, server) => {
      const asked = once(server, 'request');
      const [message] = await once(get({ host: '127.0.0.1', port, agent: false }), 'response');
      message.on('aborted', () => console.log('aborted'));
      message.on('error', (error: any) => console.log('error', error.code, error.message));
      await once(message, 'data');
      const closed = new Promise((resolve) => message.on('close', resolve));
      (await asked)[1].destroy();
      await closed;
      console.log(message.complete, message.destroyed);
    });`,
  'waits to be told that its body is wanted': `
    await served(async (asked: any, answer: any) => answer.end(await textOf(asked)), async (port) => {
      const sent = request({ host: '127.0.0.1', port, method: 'PUT', headers: { expect: '100-continue' } });
      sent.on('continue', () => { console.log('continue'); sent.end('body'); });
      const [message] = await once(sent, 'response');
      console.log(await textOf(message));
    });`,
  'times out without ending, by itself or by its agent': `
    await served(() => {}, async (port) => {
      for (const options of [{ timeout: 10, agent: false as const }, { agent: new Agent({ timeout: 10 }) }]) {
        const sent = get({ host: '127.0.0.1', port, ...options });
        await once(sent, 'timeout');
        console.log(sent.destroyed);
        sent.on('error', (error: any) => console.log(error.message));
        sent.destroy(new Error('given up'));
        await new Promise((resolve) => sent.on('close', resolve));
      }
    });`,
  'refuses options that cannot be at once': `
    for (const wrong of [() => request({ path: '/a b' }), () => request({ method: 'A B' }), () => request({ host: 5 as any }), () => request({ protocol: 'https:' }), () => request({ headers: { 'a b': '1' } }), () => request({ timeout: 'x' as any }), () => new Agent({ maxTotalSockets: 0 })]) {
      try { wrong(); console.log('fine'); } catch (error: any) { console.log(error.name, error.code, error.message); }
    }`,
};

describe('a client does as it does under Node:', () => {
  test.each(Object.entries(PROGRAMS))('%s', async (_name, program) => {
    const source = `${KIT}${program.replaceAll(/^ {4}/gm, '').trimStart()}`;
    const [expected, actual] = [await runInNode(source), await runOnHost(source)];
    expect(expected.stdout).not.toBe('');
    expect(actual).toEqual(expected);
  });
});
