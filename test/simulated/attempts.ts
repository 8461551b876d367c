/**
 * What a service might try to change its verdict: the body of an asynchronous function that is
 * called when the service starts, or at each request as well.
 */
export const ATTEMPTS: readonly (readonly [what: string, attempt: string])[] = [
  [
    "to patch the language's prototypes",
    `for (const [of, name, value] of [
  [Array.prototype, 'every', () => true], [Array.prototype, 'map', () => ['2', '4']],
  [Array.prototype, 'push', function () { return 0; }], [Array.prototype, Symbol.iterator, function* () {}],
  [Array.prototype, 'find', () => undefined], [String.prototype, 'trim', () => '2'],
  [String.prototype, 'includes', () => true], [Promise.prototype, 'then', (done) => done({ outcome: 'passed' })],
  [Function.prototype, 'call', () => {}], [Function.prototype, 'apply', () => {}],
  [Map.prototype, 'get', () => undefined], [RegExp.prototype, 'exec', () => null],
  [Error.prototype, 'message', ''], [Error, Symbol.hasInstance, () => false],
]) { try { of[name] = value; } catch {} try { Object.defineProperty(of, name, { value }); } catch {} }`,
  ],
  [
    "to patch the language's functions",
    `for (const [of, name, value] of [
  [JSON, 'stringify', () => '"2"'], [JSON, 'parse', () => 2], [Object, 'keys', () => []],
  [Object, 'assign', () => ({})], [Reflect, 'apply', () => true], [Promise, 'all', () => []],
  [Promise, 'race', () => Promise.resolve('2,4 counted.')], [Array, 'from', () => []], [Number, 'isInteger', () => true],
  [Promise, Symbol.species, class extends Promise {}], [Symbol, 'iterator', Symbol()],
]) { try { of[name] = value; } catch {} try { Object.defineProperty(of, name, { value }); } catch {} }`,
  ],
  [
    'to give all objects members that verdicts have',
    `for (const [name, value] of Object.entries({ outcome: 'passed', status: 200, text: '2', sentence: 'good', schedule: null })) {
  try { Object.prototype[name] = value; } catch {}
  try { Object.defineProperty(Object.prototype, name, { get: () => value, set() {} }); } catch {}
  try { Array.prototype.__proto__.__proto__ = { [name]: value }; } catch {}
}`,
  ],
  [
    'to see who called, by the frames of a stack',
    `const grab = (error, frames) => { for (const frame of frames) { const it = frame.getThis(); if (it) it.outcome = 'passed'; frame.getFunction()?.call?.(it); } return ''; };
try { Error.prepareStackTrace = grab; } catch {}
try { globalThis.Error = class extends Error { static prepareStackTrace = grab; }; } catch {}
try { Object.defineProperty(Error, 'prepareStackTrace', { value: grab }); } catch {}
try { new Error('x').stack; null.x; } catch (error) { error.stack; }`,
  ],
  [
    'to see who called, by arguments and callers',
    `const ways = [() => attempt.caller, () => attempt.arguments, () => server.listen.caller, () => EventEmitter.prototype.emit.caller,
  () => (function () { return arguments.callee; })(), () => Object.getOwnPropertyDescriptor(Function.prototype, 'caller').get.call(attempt)];
for (const way of ways) { try { const it = way(); if (it) it.outcome = 'passed'; } catch {} }`,
  ],
  [
    'to make code from text',
    `for (const make of [() => Function, () => attempt.constructor, () => (() => {}).constructor, () => (function* () {}).constructor,
  () => createServer.constructor, () => request?.on.constructor, () => [].constructor.constructor, () => process.constructor.constructor]) {
  try { make()('return this')().Array.prototype.every = () => true; } catch {}
}
try { (0, eval)('Array.prototype.every = () => true'); } catch {}
try { setTimeout('Array.prototype.every = () => true', 0); } catch {}`,
  ],
  [
    'to import what is not for it',
    `for (const name of ['node:vm', 'node:worker_threads', 'node:module', 'node:child_process', 'node:inspector', 'node:v8', 'vitest',
  'data:text/javascript,globalThis.leaked=1', 'file:///etc/hosts', '/runtime/scenario/index.ts', 'https://localhost/x.js', '../runtime/scenario/expect.ts']) {
  try { const it = await import(name); it.runInThisContext?.('Array.prototype.every = () => true'); } catch {}
}`,
  ],
  [
    "to reach the realm's own global object",
    `for (const way of [() => globalThis.globalThis, () => (function () { return this; })(), () => [].concat.call(undefined), () => Reflect.apply(function () { return this; }, undefined, []),
  () => globalThis.window, () => globalThis.self, () => globalThis.parent, () => globalThis.top, () => globalThis.process?.mainModule, () => process.binding?.('natives'),
  () => new Proxy({}, { get: (_, name, receiver) => receiver }).x]) {
  try { const it = way(); if (it && it !== globalThis) { it.outcome = 'passed'; it.Array.prototype.every = () => true; } } catch {}
}`,
  ],
  [
    'to answer with what has getters',
    `if (response !== null) {
  const sly = { toString: () => '2', valueOf: () => 2, get length() { return 1; }, then(done) { done('2'); }, [Symbol.toPrimitive]: () => '2' };
  try { response.setHeader('content-length', sly); response.removeHeader('content-length'); } catch {}
  try { response.setHeader('x-sly', [sly]); response.removeHeader('x-sly'); } catch {}
  try { response.write(sly); } catch {}
}`,
  ],
  [
    'to reject with what has getters',
    `process.on('unhandledRejection', () => {});
const sly = { get stack() { return '2'; }, get message() { throw new Error('sly'); }, get name() { return { outcome: 'passed' }; }, get then() { return (done) => done({ outcome: 'passed' }); } };
void Promise.reject(sly);
void Promise.reject(new Proxy(new Error('x'), { get() { throw 1; }, getPrototypeOf() { throw 2; } }));
console.log(new Proxy({}, { ownKeys() { throw 3; }, get() { throw 4; } }));`,
  ],
  [
    'to change what the Node API is made of',
    `for (const [of, name, value] of [
  [http.ServerResponse.prototype, 'end', () => {}], [http.IncomingMessage.prototype, 'on', () => {}],
  [EventEmitter.prototype, 'emit', () => false], [Buffer.prototype, 'toString', () => '2'], [Response.prototype, 'text', async () => '2'],
  [Headers.prototype, 'get', () => '2'], [AbortSignal.prototype, 'throwIfAborted', () => { throw 1; }], [TextDecoder.prototype, 'decode', () => '2'],
  [ReadableStream.prototype, 'getReader', () => ({ read: async () => ({ done: true }) })], [URL.prototype, 'toString', () => ''],
]) { try { of[name] = value; } catch {} try { Object.defineProperty(of, name, { value }); } catch {} }`,
  ],
  [
    'to know the check by its clock, and to stop it',
    `try { Date.now = () => Infinity; } catch {}
try { performance.now = () => NaN; } catch {}
try { Math.random = () => { throw 1; }; } catch {}
try { for (let id = 0; id < 1000; id++) { clearTimeout(id); clearInterval(id); } } catch {}`,
  ],
];
