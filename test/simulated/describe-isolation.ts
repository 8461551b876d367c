import { describe, expect, test } from 'vitest';
import { type MakeSandbox, useSandbox } from '../contract/lab.ts';
import { MARKER } from './marks.ts';

/** A server that runs the body when it loads, and prints what it throws. */
const tries = (body: string) => `import { createServer } from 'node:http';
import { EventEmitter } from 'node:events';
import http from 'node:http';
try {
${body}
} catch (error) { console.log(error.name); }
createServer((request, response) => response.end('ok')).listen(Number(process.env.PORT));
`;

/** Attempts to change what others use, each with a question that tells whether it came through. */
const LEAKS: readonly (readonly [attempt: string, question: string])[] = [
  ['Array.prototype.map = () => ["leaked"]', '[1].map((x) => x)[0] === "leaked"'],
  ['Array.prototype.leaked = 1', '"leaked" in []'],
  ['Object.prototype.leaked = 1', '"leaked" in {}'],
  ['Object.defineProperty(Object.prototype, "leaked", { value: 1 })', '"leaked" in {}'],
  ['Object.setPrototypeOf(Array.prototype, { leaked: 1 })', '"leaked" in []'],
  ['({}).__proto__.leaked = 1', '"leaked" in {}'],
  ['Promise.prototype.then = () => "leaked"', 'Promise.resolve().then(() => 1) === "leaked"'],
  ['Promise.all = () => "leaked"', 'Promise.all([]) === "leaked"'],
  ['JSON.stringify = () => "leaked"', 'JSON.stringify(1) === "leaked"'],
  ['Reflect.get = () => "leaked"', 'Reflect.get({}, "x") === "leaked"'],
  ['Map.prototype.get = () => "leaked"', 'new Map().get(1) === "leaked"'],
  ['String.prototype.trim = () => "leaked"', '" ".trim() === "leaked"'],
  ['Math.max = () => "leaked"', 'Math.max(1) === "leaked"'],
  ['Date.now = () => "leaked"', 'Date.now() === "leaked"'],
  ['Date.prototype.getTime = () => "leaked"', 'new Date().getTime() === "leaked"'],
  ['new Date().constructor.leaked = 1', '"leaked" in new Date().constructor'],
  ['Error.prepareStackTrace = () => "leaked"', 'new Error().stack === "leaked"'],
  ['Error.stackTraceLimit = 1', 'Error.stackTraceLimit === 1'],
  ['Error.leaked = 1', '"leaked" in Error'],
  ['globalThis.leaked = 1', 'globalThis.leaked === 1'],
  ['global.console = { log() {} }', 'globalThis.console.log.name === ""'],
  ['EventEmitter.prototype.emit = () => "leaked"', 'new EventEmitter().emit("x") === "leaked"'],
  ['EventEmitter.leaked = 1', '"leaked" in EventEmitter'],
  [
    'http.Server.prototype.listen = () => "leaked"',
    '"" + http.Server.prototype.listen === "() => \\"leaked\\""',
  ],
  ['http.globalAgent.maxSockets = 1', 'http.globalAgent.maxSockets === 1'],
  ['http.get = () => "leaked"', '"" + http.get === "() => \\"leaked\\""'],
  ['Buffer.prototype.leaked = 1', '"leaked" in Buffer.alloc(1)'],
  ['Buffer.leaked = 1', '"leaked" in Buffer'],
  ['Response.prototype.json = () => "leaked"', 'new Response().json() === "leaked"'],
  ['URL.prototype.leaked = 1', '"leaked" in new URL("http://a")'],
  ['Object.getPrototypeOf(URL).prototype.leaked = 1', '"leaked" in new URL("http://a")'],
  ['TextEncoder.prototype.encode = () => "leaked"', 'new TextEncoder().encode("") === "leaked"'],
  ['process.env.LEAKED = "1"', 'process.env.LEAKED === "1"'],
  ['Object.getPrototypeOf(process).leaked = 1', '"leaked" in process'],
  ['console.log.leaked = 1; Object.getPrototypeOf(console).leaked = 1', '"leaked" in console'],
  ['setTimeout.leaked = 1', '"leaked" in setTimeout'],
  ['Object.getPrototypeOf(setTimeout(() => {})).leaked = 1', '"leaked" in setTimeout(() => {})'],
  ['Object.getPrototypeOf(async function* () {}).leaked = 1', '"leaked" in async function* () {}'],
  [
    'Object.getPrototypeOf([].values()).next = () => ({ done: true })',
    '[...[1].values()].length === 0',
  ],
  ['/(l)/.exec("l")', 'RegExp.$1 === "l"'],
  ['Symbol.iterator.constructor.leaked = 1', '"leaked" in Symbol'],
  ['Intl.NumberFormat.prototype.format = 1', 'new Intl.NumberFormat().format === 1'],
];

/** Ways to code made of text, or to the realm's own global object. */
const ESCAPES: readonly string[] = [
  'new Function("return this")()',
  'Function("return this")()',
  '(() => {}).constructor("return this")()',
  '[].map.constructor("return this")()',
  'Object.getPrototypeOf(async () => {}).constructor("return this")()',
  'Object.getPrototypeOf(function* () {}).constructor("return this")().next()',
  'Object.getPrototypeOf(async function* () {}).constructor("return this")()',
  'eval("this")',
  '(0, eval)("this")',
  'Reflect.construct(Function, ["return this"])',
  'class A extends Function {}; new A("return this")',
  'setTimeout.constructor("return this")()',
  'new Date().constructor.constructor("return this")()',
];

/** What one simulated process does to what others use, the judge among them. */
export function describeIsolation(name: string, make: MakeSandbox): void {
  describe(name, () => {
    const lab = useSandbox(make);

    test.each(LEAKS)('%s reaches no other process, nor the judge', async (attempt, question) => {
      await lab.run(tries(`${attempt};`));
      await lab.run(tries(`console.log('through:', ${question});`), { service: 'other' });
      expect(lab.printed('other-1', 'stdout')).toBe('through: false\n');
      expect('leaked' in {} || 'leaked' in []).toBe(false);
      expect(JSON.stringify([1].map((x) => x))).toBe('[1]');
    });

    test.each(ESCAPES)('%s gives no code', async (attempt) => {
      await lab.run(tries(`console.log('got', typeof (() => { ${spelledAsResult(attempt)} })());`));
      expect(lab.printed('hello-1', 'stdout')).toBe('EvalError\n');
    });

    test('marks on all that a process can reach are found in no other', async () => {
      await lab.sync({ 'marker.js': MARKER });
      const look = async (service: string, env = {}) => {
        const instance = await lab.start({ service, entry: 'marker.js', env });
        return JSON.parse(await lab.text(instance)) as { reached: number; found: string[] };
      };
      // It breaks whatever is its own, and cannot go on.
      await expect(look('marks', { MARKS: 'everywhere' })).rejects.toThrow('before it listened');
      const { found, reached } = await look('looks', { MARKS: 'one' });
      expect(found).toEqual([expect.stringMatching(/\.planted\.deep$/)]);
      expect(reached).toBeGreaterThan(3000);
    });

    test('what a process has set for all that it prints is its own, whoever runs meanwhile', async () => {
      const prints = (set: string) => `import { createServer } from 'node:http';
import { inspect } from 'node:util';
${set}
createServer((request, response) => response.end(inspect({ deep: { deeper: {} } }))).listen(Number(process.env.PORT));`;
      await lab.sync({
        'sets.js': prints('inspect.defaultOptions.depth = 0;'),
        'asks.js': prints(''),
      });
      const sets = await lab.start({ service: 'sets', entry: 'sets.js' });
      const asks = await lab.start({ service: 'asks', entry: 'asks.js' });
      for (let asked = 0; asked < 2; asked++) {
        expect(await lab.text(sets)).toBe('{ deep: [Object] }');
        expect(await lab.text(asks)).toBe('{ deep: { deeper: {} } }');
      }
    });

    test('functions called on nothing do not find the realm', async () => {
      const body = `const found = [];
const { on } = EventEmitter.prototype;
for (const call of [
  () => (function () { return this; })(),
  () => (0, on)('x', () => {}),
  () => Reflect.apply(on, undefined, ['x', () => {}]),
  () => [].concat.call(undefined),
]) { try { found.push(call()); } catch (error) { found.push(error.name); } }
console.log(found.map((each) => typeof each === 'string' ? each : typeof each).join());`;
      await lab.run(tries(body));
      expect(lab.printed('hello-1', 'stdout')).toBe('undefined,TypeError,TypeError,TypeError\n');
    });

    test('names of the realm cannot be spelled in another way', async () => {
      const names = ['wind\\u006fw', 'd\\u006fcument', 'imp\\u006frtScripts', 'requ\\u0069re'];
      await lab.run(tries(names.map((each) => `console.log(typeof ${each});`).join('\n')));
      expect(lab.printed('hello-1', 'stdout')).toBe('undefined\n'.repeat(4));
    });

    test('what ordinary programs do works: own properties of inherited names', async () => {
      const body = `
class Refused extends Error { constructor(why) { super(why); this.name = 'Refused'; this.message += '!'; } }
const error = new Refused('no');
const counts = {};
for (const word of ['toString', 'valueOf', 'hasOwnProperty']) counts[word] = 1;
const emitter = new EventEmitter();
emitter.emit = () => 'mine';
class Loud extends EventEmitter { emit(...args) { return super.emit(...args) || 'loud'; } }
function Old() {}
Old.prototype.toString = () => 'old';
const named = () => {};
named.toString = () => 'named';
class Stack extends Array { push(...all) { return super.push(...all); } }
const stack = new Stack();
stack.push(1, 2);
Error.captureStackTrace(error);
console.log(String(error), Object.keys(counts).join(), emitter.emit(), new Loud().emit('x'));
console.log(String(new Old()), String(named), stack.length, error instanceof Refused, new Date().constructor === Date);
console.log((() => {}) instanceof Function, (() => {}).constructor === Function, {}, [1], new Map([[1, new Date(0)]]));
Math.random = () => 0.5;
globalThis.answer = 42;
console.log(Math.random(), globalThis.answer);`;
      await lab.run(tries(body));
      expect(lab.printed('hello-1', 'stdout')).toBe(
        [
          'Refused: no! toString,valueOf,hasOwnProperty mine loud',
          'old named 2 true true',
          'true true {} [ 1 ] Map(1) { 1 => 1970-01-01T00:00:00.000Z }',
          '0.5 42',
          '',
        ].join('\n'),
      );
    });

    test('bytes that were sent are those that arrive, whatever becomes of them', async () => {
      const body = `
createServer((request, response) => {
  const bytes = Buffer.from('sent');
  response.write(bytes);
  bytes.fill('x');
  response.end();
}).listen(Number(process.env.PORT));`;
      const hello = await lab.run(`import { createServer } from 'node:http';${body}`);
      expect(await lab.text(hello)).toBe('sent');
    });
  });
}

function spelledAsResult(attempt: string): string {
  const at = attempt.lastIndexOf(';') + 1;
  return `${attempt.slice(0, at)} return ${attempt.slice(at)};`;
}
