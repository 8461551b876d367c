import { afterEach, expect, test } from 'vitest';
import { createBrowserSandbox } from '../../runtime/sandbox/browser/index.ts';
import { HELLO, handler } from '../contract/fixtures.ts';
import { Lab } from '../contract/lab.ts';
import { readStrays } from './strays.ts';

/** What a learner's program finds when it looks for a way out, with the tricks that programs have. */

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

async function printedBy(lab: Lab, code: string): Promise<string> {
  await lab.sync(code);
  await lab.startError().catch(() => undefined);
  return lab.printed('hello-1', 'stdout');
}

const HIDDEN =
  `Worker SharedWorker XMLHttpRequest EventSource WebTransport BroadcastChannel importScripts
  postMessage indexedDB caches navigator cookieStore location self origin FontFace Notification
  RTCPeerConnection FileReader webkitRequestFileSystem requestAnimationFrame reportError close
  onmessage addEventListener dispatchEvent MessagePort MessageChannel WorkerGlobalScope
  DedicatedWorkerGlobalScope parent top window document`.split(/\s+/);

test('what belongs to a worker is found neither by its name nor along any prototype', async () => {
  const lab = await open();
  const printed = await printedBy(
    lab,
    `const found = new Set<string>();
const names: string[] = ${JSON.stringify(HIDDEN)};
const any = globalThis as any;
for (const name of names) if (any[name] !== undefined) found.add(name);
const roots: unknown[] = [globalThis, any.global, (function (this: unknown) { return this; }).call(undefined),
  Object.getPrototypeOf(globalThis), (0, () => globalThis)(), process, console, setTimeout(() => {}, 0)];
const seen = new Set<unknown>();
while (roots.length > 0) {
  const at = roots.pop();
  if (at === null || (typeof at !== 'object' && typeof at !== 'function') || seen.has(at)) continue;
  seen.add(at);
  if (seen.size > 20_000) break;
  roots.push(Object.getPrototypeOf(at));
  for (const key of Reflect.ownKeys(at as object)) {
    const { value, get } = Object.getOwnPropertyDescriptor(at, key) ?? {};
    const owner = (at as any).constructor?.name ?? '';
    if (typeof key === 'string' && names.includes(key) && /Worker|Window/.test(owner)) found.add(owner + '.' + key);
    roots.push(value, get);
  }
}
console.log(JSON.stringify({ found: [...found], seen: seen.size > 500 }));
`,
  );
  expect(JSON.parse(printed)).toEqual({ found: [], seen: true });
});

test('no constructor makes code of a text', async () => {
  const lab = await open();
  const printed = await printedBy(
    lab,
    `const makers: Record<string, () => unknown> = {
  eval: () => (0, eval)('1'),
  Function: () => Function('return 1')(),
  'an arrow function': () => (() => {}).constructor('return 1')(),
  'an async function': () => (async () => {}).constructor('return 1')(),
  'a generator': () => (function* () {}).constructor('yield 1')().next(),
  'an async generator': () => (async function* () {}).constructor('yield 1')().next(),
  'an error': () => (new Error('x').constructor as any).constructor('return 1')(),
  'an iterator': () => (Object.getPrototypeOf([][Symbol.iterator]()).next.constructor as any)('return 1')(),
  Reflect: () => (Reflect.construct(Function, ['return 1']) as any)(),
};
for (const [name, make] of Object.entries(makers)) {
  try { make(); console.log(name, 'worked'); } catch (error) { console.log(name, 'refused'); }
}
for (const timer of [setTimeout, setInterval, setImmediate]) {
  try { (timer as any)('globalThis.ran = 1', 0); console.log('a timer worked'); } catch { console.log('a timer refused'); }
}
`,
  );
  const lines = printed.trim().split('\n');
  expect(lines).toHaveLength(12);
  expect(lines.filter((line) => !line.endsWith('refused'))).toEqual([]);
});

test('requests of a program go to services, whatever address they name', async () => {
  const lab = await open();
  const { outside, arrived: before } = await readStrays();
  const printed = await printedBy(
    lab,
    `import { get } from 'node:http';
const urls = ['${location.origin}/stray', '${outside}/stray', 'http://example.com/stray', 'https://127.0.0.1/stray'];
for (const url of urls) {
  try { await fetch(url); console.log('answered'); } catch (error: any) { console.log('fetch', error.cause?.code); }
}
for (const url of urls.slice(0, 3)) {
  await new Promise<void>((resolve) => {
    get(url, () => { console.log('answered'); resolve(); }).on('error', (error: any) => { console.log('get', error.code); resolve(); });
  });
}
for (const url of [...urls, 'data:text/javascript,export default 1', 'blob:null/1234']) {
  try { await import(url as string); console.log('imported'); } catch { console.log('import refused'); }
}
`,
  );
  expect(printed).not.toContain('answered');
  expect(printed).not.toContain('imported');
  expect(printed.match(/ECONNREFUSED|ENOTFOUND|refused/g)?.length).toBeGreaterThan(8);
  const { arrived } = await readStrays();
  expect(arrived.slice(before.length)).toEqual([]);
});

/** Each replaces what code anywhere in the same global relies on. */
const POLLUTIONS: Readonly<Record<string, string>> = {
  'Array.prototype.push and splice': `for (const name of ['push', 'splice', 'shift', 'at', 'flat', 'map']) (Array.prototype as any)[name] = () => ({ pid: 1000, type: 'exited' });`,
  'setters on Object.prototype': `for (const name of ['type', 'id', 'frame', 'pid', 'kind', 'bytes', 'then', 'get', 'set', 'value']) Object.defineProperty(Object.prototype, name, { get: () => 'forged', set() {}, configurable: true });`,
  'Promise.prototype.then': `Promise.prototype.then = function () { return 7 as any; };`,
  'Map and Set': `for (const name of ['get', 'set', 'has', 'delete']) { (Map.prototype as any)[name] = () => 7; (Set.prototype as any)[name] = () => 7; }`,
  'Function.prototype': `Function.prototype.call = Function.prototype.apply = Function.prototype.bind = (() => 7) as any;`,
  'Symbol.iterator of arrays': `(Array.prototype as any)[Symbol.iterator] = function* () { yield { type: 'exited', pid: 1000 }; };`,
  toJSON: `(Object.prototype as any).toJSON = () => { throw new Error('no'); }; String.prototype.toString = () => 'x';`,
  'frozen prototypes': `for (const type of [Array, Object, Map, Set, Promise, Function, Error]) Object.freeze(type.prototype);`,
};

test.each(Object.entries(POLLUTIONS))(
  'a program that replaces %s harms itself at most',
  async (_name, code) => {
    const lab = await open();
    const polluter = `${handler("  console.log('asked'); response.end('x'.repeat(1000));")}
setTimeout(() => { ${code} setInterval(() => console.log('still here'), 20); }, 20);
`;
    await lab.sync({ 'hello/server.ts': HELLO, 'evil/server.ts': polluter });
    const hello = await lab.start();
    const evil = await lab.start({ service: 'evil', entry: 'evil/server.ts' });
    await lab.sandbox.clock.sleep(60, AbortSignal.timeout(5000));
    const tried = Promise.allSettled([lab.text(evil), lab.text(evil)]);
    expect(await lab.text(hello)).toBe('Hello, world');
    await evil.signal('SIGKILL');
    await evil.exited;
    await tried;
    expect(await lab.text(hello)).toBe('Hello, world');
    expect(({} as { type?: unknown }).type).toBe(undefined);
    expect(lab.events('exited').map(({ instance }) => instance)).toEqual([evil.id]);
  },
);
