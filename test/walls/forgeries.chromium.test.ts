import { afterEach, expect, test } from 'vitest';
import { LIMITS } from '../../runtime/sandbox/browser/limits.ts';
import type { Instance } from '../../runtime/sandbox/index.ts';
import { ECHO, HELLO, handler } from '../contract/fixtures.ts';
import { Lab } from '../contract/lab.ts';
import { WAIT_LIMIT_MS } from '../support/limits.ts';
import { sandboxWithProcesses } from './frames.ts';

/**
 * A process that speaks to the kernel as no process of ours does. Its program never runs: what is in
 * its FORGERY is run in its place, with `post`, the real way to the kernel.
 */
const FORGER = `{
  const post = self.postMessage.bind(self);
  self.addEventListener('message', (event) => {
    const { program } = event.data.find((message) => message.type === 'run') ?? {};
    const name = program?.env.FORGERY;
    if (name === undefined) return;
    event.stopImmediatePropagation();
    FORGERIES[name](post);
  });
}
`;

type Post = (messages: unknown) => void;

/** Sent as text: they see nothing of this file. */
const FORGERIES = {
  'no list': (post: Post) => post('messages'),
  nothing: (post: Post) => post(null),
  'a number in a list': (post: Post) => post([7]),
  'a message of the kernel': (post: Post) => post([{ type: 'exited', pid: 1000, code: 0 }]),
  'a cyclic message': (post: Post) => {
    const message: Record<string, unknown> = { type: 'frame', id: 1 };
    message.frame = { kind: 'request', method: message };
    post([message]);
  },
  'an output of 100 MB': (post: Post) => {
    post([{ type: 'output', stream: 'stdout', text: 'x'.repeat(1e8), droppedBytes: 0 }]);
  },
  'a connection twice': (post: Post) => {
    const connect = { type: 'connect', id: 1, host: 'localhost', port: 4000 };
    post([{ type: 'listen', listener: 9, port: 4000 }, connect, connect]);
  },
  'a listener twice': (post: Post) => {
    post([
      { type: 'listen', listener: 1, port: 0 },
      { type: 'listen', listener: 1, port: 0 },
    ]);
  },
} satisfies Record<string, (post: Post) => void>;

const MORE = {
  'a flood of messages': (post: Post) => {
    for (let sent = 0; sent < 1000; sent++) post(new Array(1000).fill({ type: 'reset', id: 5 }));
  },
  /** Every id that another process's connection could have, and then some. */
  "others' connections": (post: Post) => {
    const messages: object[] = [];
    const frame = { kind: 'response', status: 200, reason: 'Forged', headers: [] };
    for (let id = -50; id <= 50; id++) {
      messages.push({ type: 'frame', id, frame, pid: 1000, ask: 1 });
      messages.push({ type: 'frame', id, frame: { kind: 'end', trailers: [] }, pid: 1000 });
      messages.push({ type: 'end', id, pid: 1000 }, { type: 'reset', id, pid: 1000 });
    }
    for (let listener = 1; listener < 50; listener++) messages.push({ type: 'unlisten', listener });
    messages.push({ type: 'output', stream: 'stdout', text: 'done', droppedBytes: 0, pid: 1000 });
    post(messages);
  },
  /** Answers whoever connects with body bytes, and waits for no credit. */
  'a body without end': (post: Post) => {
    self.addEventListener('message', ({ data }) => {
      for (const message of data) {
        if (message.type !== 'accept') continue;
        const { id } = message;
        const headers = ['content-type', 'text/plain'];
        const head = { kind: 'response', status: 200, reason: 'OK', headers };
        post([{ type: 'frame', id, frame: head }]);
        for (let sent = 0; sent < 100; sent++) {
          const frame = { kind: 'body', bytes: new Uint8Array(65_536) };
          post([{ type: 'frame', id, frame }]);
        }
      }
    });
    post([{ type: 'listen', listener: 1, port: 4000 }]);
  },
} satisfies Record<string, (post: Post) => void>;

const labs: Lab[] = [];
afterEach(async () => {
  for (const lab of labs.splice(0)) await lab.close();
});

/** A sandbox with forgers in it, and an honest service. */
async function open(): Promise<{ lab: Lab; hello: Instance }> {
  const all = Object.entries({ ...FORGERIES, ...MORE });
  const texts = all.map(([name, run]) => `${JSON.stringify(name)}: ${run}`);
  const table = `const FORGERIES = {${texts.join()}};\n`;
  const sandbox = await sandboxWithProcesses((own) => table + FORGER + own);
  const lab = new Lab(() => sandbox);
  labs.push(lab);
  await lab.open();
  await lab.sync({ 'hello/server.ts': HELLO, 'slow/server.ts': SLOW, 'echo/server.ts': ECHO });
  return { lab, hello: await lab.start() };
}

const SLOW = handler(`  console.log('asked');
  setTimeout(() => response.end('the truth'), 500);`);

function forge(lab: Lab, name: string, port: number | 'any' = 'any'): Promise<unknown> {
  const spec = { service: 'forger', env: { FORGERY: name }, port, startTimeoutMs: WAIT_LIMIT_MS };
  return lab.start(spec).catch((error: unknown) => error);
}

test.each(Object.keys(FORGERIES))(
  'whoever says nonsense is ended, and told so: %s',
  async (name) => {
    const { lab, hello } = await open();
    expect(await forge(lab, name)).toMatchObject({
      name: 'StartError',
      failure: { code: 'limit-reached', limit: 'protocol' },
      hint: expect.stringContaining('built-in'),
    });
    expect(await lab.event('limit-reached')).toMatchObject({ instance: 'forger-1' });
    expect(await lab.text(hello)).toBe('Hello, world');
  },
);

test('whoever floods the kernel is ended, and the others go on', async () => {
  const { lab, hello } = await open();
  expect(await forge(lab, 'a flood of messages')).toMatchObject({
    failure: { code: 'limit-reached', limit: 'message-rate' },
  });
  expect(await lab.text(hello)).toBe('Hello, world');
});

test("nobody can speak in another's name, or on another's connection", async () => {
  const { lab, hello } = await open();
  const slow = await lab.start({ service: 'slow', entry: 'slow/server.ts' });
  const answer = lab.text(slow);
  await lab.untilPrinted(slow.id, 'stdout', 'asked');
  void forge(lab, "others' connections");
  const said = await lab.event('output', ({ text }) => text === 'done');
  expect(said.instance).toBe('forger-1');
  expect(await answer).toBe('the truth');
  expect(await lab.text(hello)).toBe('Hello, world');
});

test('whoever sends without waiting for its reader loses the connection', async () => {
  const { lab } = await open();
  void forge(lab, 'a body without end', 4000);
  await lab.event('listening', ({ instance }) => instance === 'forger-1');
  await expect(lab.text({ port: 4000 })).rejects.toMatchObject({ code: 'ECONNRESET' });
});

test('bodies of any length go through, in pieces of the length that is allowed', async () => {
  const { lab } = await open();
  const echo = await lab.start({ service: 'echo', entry: 'echo/server.ts' });
  const body = new Uint8Array(10 * LIMITS.bodyFrameBytes + 1).fill(7);
  const back = await (await lab.fetch(echo, '/', { method: 'POST', body })).bytes();
  expect(back.length).toBe(body.length);
});
