import { afterEach, expect, test } from 'vitest';
import { HELLO, handler, SPINNING, says } from '../../../test/contract/fixtures.ts';
import { Lab, limit } from '../../../test/contract/lab.ts';
import { BrowserSandbox } from './browser-sandbox.ts';
import { createBrowserSandbox } from './index.ts';
import { LIMITS } from './limits.ts';

/** What is special to this kind of sandbox; what every kind must do is in test/contract. */

const labs: Lab[] = [];
afterEach(async () => {
  for (const lab of labs.splice(0)) await lab.close();
});

async function open(): Promise<Lab> {
  const lab = new Lab(createBrowserSandbox);
  labs.push(lab);
  await lab.open();
  return lab;
}

/** What a program that ends by itself prints. */
async function output(lab: Lab, code: string): Promise<string> {
  await lab.sync(code);
  await lab.startError().catch(() => undefined);
  return lab
    .events('output')
    .map((event) => event.text)
    .join('');
}

const frames = () => document.querySelectorAll('iframe');

test('the frame may run scripts and nothing else', async () => {
  await open();
  const [frame] = frames();
  expect(frame?.getAttribute('sandbox')).toBe('allow-scripts');
  expect(frame?.contentDocument).toBe(null);
});

test('disposing takes the frame out of the page', async () => {
  const lab = await open();
  await lab.close();
  expect(frames()).toHaveLength(0);
});

test("a program has Node's globals and none of a worker's", async () => {
  const lab = await open();
  const printed = await output(
    lab,
    `const names = new Set();
for (let o = globalThis; o !== null && o !== Object.prototype; o = Object.getPrototypeOf(o)) {
  for (const name of Object.getOwnPropertyNames(o)) if (globalThis[name] !== undefined) names.add(name);
}
console.log(JSON.stringify([...names].filter((name) => /^[a-z]/.test(name)).sort()));
`,
  );
  expect(JSON.parse(printed)).toEqual([
    'atob',
    'btoa',
    'clearImmediate',
    'clearInterval',
    'clearTimeout',
    'console',
    'constructor',
    'crypto',
    'decodeURI',
    'decodeURIComponent',
    'encodeURI',
    'encodeURIComponent',
    'escape',
    'eval',
    'fetch',
    'global',
    'globalThis',
    'isFinite',
    'isNaN',
    'parseFloat',
    'parseInt',
    'performance',
    'process',
    'queueMicrotask',
    'setImmediate',
    'setInterval',
    'setTimeout',
    'structuredClone',
    'unescape',
  ]);
});

test('what Node has and this sandbox has not says so when it is used, and what to do', async () => {
  const lab = await open();
  const printed = await output(
    lab,
    `import crypto from 'node:crypto';
import fs from 'node:fs';
for (const missing of [() => fs.watch?.('a'), () => crypto.createSign?.('a'), () => process.memoryUsage?.()]) {
  try { missing(); } catch (error: any) { console.log(error.code, error.message); }
}
`,
  );
  expect(printed.split('\n').slice(0, 3)).toEqual([
    expect.stringMatching(/^ERR_NOT_AVAILABLE fs\.watch is not available in this sandbox\. .+\.$/),
    expect.stringMatching(/^ERR_NOT_AVAILABLE crypto\.createSign is not available/),
    expect.stringMatching(/^ERR_NOT_AVAILABLE process\.memoryUsage is not available/),
  ]);
});

test('a module of Node that is not here is named before the service runs', async () => {
  const lab = await open();
  const [first] = await lab.sync("import { connect } from 'node:tls';\nconnect(1);\n");
  expect(first).toMatchObject({ code: 'unavailable-module', line: 1 });
  expect(first?.message).toContain('The browser sandbox');
  expect(first?.hint).toContain('node:http');
});

test('a member of one of them that is not here is named before the service runs', async () => {
  const lab = await open();
  const [first] = await lab.sync("import { readFile, watch } from 'node:fs';\nwatch('a');\n");
  expect(first).toMatchObject({ code: 'unavailable-member', line: 1, column: 20 });
  expect(first?.message).toContain("node:fs in the browser sandbox has no 'watch'");
});

test('the time is that of UTC, and texts are in one locale, whatever the page has', async () => {
  expect(new Intl.DateTimeFormat().resolvedOptions().timeZone).not.toBe('UTC');
  const lab = await open();
  const printed = await output(
    lab,
    `console.log(new Date(2024, 0, 31).toISOString(), new Date(0).getHours(), (1234.5).toLocaleString());
console.log(String(new Date(0)), new Date(0).constructor === Date);
`,
  );
  expect(printed).toBe(
    '2024-01-31T00:00:00.000Z 0 1,234.5\n' +
      'Thu Jan 01 1970 00:00:00 GMT+0000 (Coordinated Universal Time) true\n',
  );
});

test('text cannot be made into code, nor code be fetched', async () => {
  const lab = await open();
  const printed = await output(
    lab,
    `const tries = {
  eval: () => eval('1'),
  Function: () => new Function('return 1')(),
  'Function by a back door': () => (async () => {}).constructor('return 1')(),
  'import of a URL': () => import('http://127.0.0.1/x.js' as string),
  'import of data': () => import('data:text/javascript,export default 1' as string),
};
for (const [name, run] of Object.entries(tries)) {
  try { await run(); console.log(name, 'worked'); } catch (error: any) { console.log(name, 'refused'); }
}
`,
  );
  expect(printed.split('\n').slice(0, 5)).toEqual([
    'eval refused',
    'Function refused',
    'Function by a back door refused',
    'import of a URL refused',
    'import of data refused',
  ]);
});

test('an endless loop holds up neither the page nor another service', async () => {
  const lab = await open();
  await lab.sync({ 'spin/server.ts': SPINNING, 'hello/server.ts': HELLO });
  const spinning = await lab.start({ service: 'spin', entry: 'spin/server.ts' });
  const hello = await lab.start();
  const never = lab.fetch(spinning).catch((error: Error) => error.name);
  await lab.untilPrinted(spinning.id, 'stdout', 'spinning');
  expect(await lab.text(hello)).toBe('Hello, world');
  const before = performance.now();
  await lab.sandbox.clock.sleep(50, limit());
  // Held up, it would go on when the loop is ended for its silence.
  expect(performance.now() - before).toBeLessThan(LIMITS.silenceMs / 2);
  await spinning.signal('SIGKILL');
  expect(await never).toBe('NetworkError');
});

test('a loop that prints without end is cut short, said to be, and stopped', async () => {
  const lab = await open();
  const hello = await lab.run(handler("  for (;;) console.log('again and again');"));
  const never = lab.fetch(hello).catch((error: Error) => error.name);
  const dropped = await lab.event('output-dropped');
  expect(dropped.instance).toBe('hello-1');
  await hello.signal('SIGKILL');
  expect(await never).toBe('NetworkError');
});

test('places behind imported names and on the first line are those of the source', async () => {
  const lab = await open();
  const server = `import { a } from './a.ts'; const where = (n: number) => new Error(String(n)).stack;
const both = [a(where(a(1) as never)), a(where(a(2) as never))];
console.log(both.join('\\n'));
`;
  await lab.sync({
    'hello/server.ts': server,
    'hello/a.ts': 'export const a = (x: unknown) => x;\n',
  });
  await lab.startError();
  const places = lab.printed('hello-1', 'stdout').match(/server\.ts:\d+:\d+/g);
  expect(places).toEqual(['server.ts:1:58', 'server.ts:2:17', 'server.ts:1:58', 'server.ts:2:42']);
});

test("errors speak of the source's names", async () => {
  const lab = await open();
  const server = `import { a } from './a.ts';\n(a as any)();\n`;
  await lab.sync({ 'hello/server.ts': server, 'hello/a.ts': 'export const a = 1;\n' });
  const error = await lab.startError();
  expect(error.message).toContain('TypeError: a is not a function');
});

test('an uncaught error is printed with its line, as Node prints it', async () => {
  const lab = await open();
  await output(lab, "function brew(): never {\n  throw new Error('no water');\n}\nbrew();\n");
  expect(lab.printed('hello-1', 'stderr')).toMatch(
    /^file:\/\/\/hello\/server\.ts:2\n {2}throw new Error\('no water'\);\n {8}\^\n\nError: no water\n {4}at brew \(file:\/\/\/hello\/server\.ts:2:9\)\n {4}at file:\/\/\/hello\/server\.ts:4:1\n\nNode\.js v20/,
  );
});

test('a process may have so many ports and no more', async () => {
  const lab = await open();
  const printed = await output(
    lab,
    `import { createServer } from 'node:http';
for (let n = 0; n < 33; n++) createServer().on('error', (error) => { console.log(error.message); process.exit(); }).listen(0);
`,
  );
  expect(printed).toContain('listen EMFILE: too many open files');
});

test('a sandbox whose frame is taken away is lost, with everything in it', async () => {
  const lab = await open();
  const hello = await lab.run(says('hello'));
  frames()[0]?.remove();
  expect(await lab.sandbox.lost).toMatchObject({ name: 'SandboxError', code: 'lost' });
  expect(await hello.exited).toEqual({ by: 'signal', signal: 'SIGKILL' });
  await expect(lab.text(hello)).rejects.toMatchObject({ code: 'lost' });
});

test('a frame that does not answer makes booting fail in time', async () => {
  const sandbox = new BrowserSandbox('/nowhere.html', async () => []);
  const booted = sandbox.boot({ signal: limit(), timeoutMs: 300, onStage: () => {} });
  await expect(booted).rejects.toMatchObject({ name: 'SandboxError', code: 'boot-timeout' });
  expect(frames()).toHaveLength(0);
});
