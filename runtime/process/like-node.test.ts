import { describe, expect, test } from 'vitest';
import { runInNode, runOnHost } from '../../test/support/run-program.ts';

/** Programs that must print the same, in the same order, and exit as they do under Node. */
const PROGRAMS: Readonly<Record<string, string>> = {
  'prints values as Node formats them': `
    console.log('a', 1, true, null, undefined, [1, 'two', [3]], { a: { b: { c: { d: 1 } } } });
    console.log('%s is %d years and %i days, %f, %j %o %O %%', 'Ada', 36, 7.9, 1.5, { a: 1 }, [1], {});
    console.log(new Map([['k', new Set([1])]]), Symbol('s'), 10n, -0, [,'hole'], () => 1, class A {});
    console.log(Buffer.from('abc'), new Uint8Array(3), new Date(0), /x/g);
    console.info('info'); console.debug('debug'); console.warn('warn'); console.error('error');
    console.log(); console.log('multi\\nline'); console.log('x'.repeat(3), ['y'.repeat(80)]);`,
  'indents groups, counts and asserts': `
    console.group('outer'); console.log('in\\nside'); console.group(); console.warn('deep');
    console.groupEnd(); console.log('less'); console.groupEnd(); console.log('out');
    console.count(); console.count('x'); console.count(); console.countReset(); console.count();
    console.countReset('none'); console.assert(true, 'no'); console.assert(false, 'got %s', 'it');
    console.assert(false, { a: 1 }); console.assert(false); console.dir({ a: { b: { c: {} } } }, { depth: 0 });
    console.timeEnd('never'); console.timeLog('never');`,
  'draws tables': `
    console.table([{ a: 1, b: 'x' }, { a: 2, c: true }]); console.table(['p', 'q']);
    console.table([[1, 2], [3, 4]]); console.table({ r: { v: 1 }, s: { v: 2 } });
    console.table(new Map([['k', 1], ['l', { m: 2 }]])); console.table(new Set([1, 'two']));
    console.table([{ a: 1, b: 2 }], ['b']); console.table(5); console.table('text'); console.table([]);
    console.table([{ deep: { er: { x: 1 } }, list: [1, 2, 3, 4] }, 7]);`,
  'runs ticks, promises, immediates and timers in turn': `
    setTimeout(() => {
      console.log('timer');
      process.nextTick(() => console.log('tick in timer'));
      Promise.resolve().then(() => console.log('promise in timer'));
      setImmediate(() => console.log('immediate in timer'));
      setTimeout(() => console.log('timer in timer'), 5);
    }, 1);
    setTimeout(() => console.log('later'), 400);
    queueMicrotask(() => console.log('microtask'));
    console.log('sync');`,
  'hands arguments to timers, and clears them': `
    setTimeout((a, b) => console.log(a, b), 1, 'x', 'y');
    const cleared = setTimeout(() => console.log('never'), 1); clearTimeout(cleared); clearTimeout(cleared);
    const byNumber = setTimeout(() => console.log('never'), 1); clearTimeout(+byNumber);
    let n = 0; const every = setInterval(() => { console.log('every', ++n); if (n === 3) clearInterval(every); }, 2);
    clearImmediate(setImmediate(() => console.log('never')));
    const refreshed = setTimeout(() => console.log('refreshed'), 400); refreshed.refresh();
    console.log(refreshed.hasRef(), refreshed.unref().hasRef(), refreshed.ref() === refreshed);
    try { setTimeout('text' as any, 1); } catch (error: any) { console.log(error.code, error.message); }`,
  'does not wait for what is unreferenced': `
    setTimeout(() => console.log('never'), 400).unref();
    setImmediate(() => console.log('immediate'));
    process.on('exit', (code) => console.log('exit', code));`,
  'offers timers as promises': `
    import { setTimeout as sleep, setImmediate as soon, setInterval as every, scheduler } from 'node:timers/promises';
    console.log(await sleep(1, 'slept'), await soon('soon'));
    await scheduler.wait(1);
    const aborting = new AbortController();
    setTimeout(() => aborting.abort('enough'), 5);
    await sleep(1000, null, { signal: aborting.signal }).catch((error) => console.log(error.name, error.code, error.message, error.cause));
    let count = 0;
    for await (const value of every(1, 'tick')) { console.log(value); if (++count === 2) break; }`,
  'emits beforeExit while it finds more to do, then exit': `
    let more = 2;
    process.on('beforeExit', (code) => { console.log('beforeExit', code); if (more-- > 0) setTimeout(() => console.log('more'), 1); });
    process.on('exit', (code) => { console.log('exit', code, process.exitCode); process.exitCode = 9; });
    process.exitCode = 4;`,
  'stops at process.exit, whatever catches': `
    process.on('exit', () => { console.log('bye'); setTimeout(() => console.log('never'), 0); });
    setTimeout(() => console.log('never'), 1);
    console.log('before');
    process.exit(5);`,
  'exits with a code outside eight bits as the system does': `process.exit(257);`,
  'refuses exit codes that are none': `
    for (const code of [1.5, 'x', {}, true]) { try { process.exitCode = code as any; } catch (error: any) { console.log(error.code); } }
    process.exitCode = '3' as any;`,
  'prints an uncaught error with its line': `
    // a comment
    function fail(what: string): never {
      throw new TypeError('no ' + what);
    }
    fail('tea');`,
  'prints a rejection that nobody handled, by way of await': `
    async function brew() { throw new Error('cold'); }
    await brew();`,
  'runs microtasks between callbacks': `
    queueMicrotask(() => { console.log('one'); queueMicrotask(() => console.log('three')); });
    Promise.resolve().then(() => console.log('two'));
    try { queueMicrotask(5 as any); } catch (error: any) { console.log(error.code); }
    queueMicrotask(() => { throw new Error('in a microtask'); });
    process.on('uncaughtException', (error) => console.log(error.message));`,
  'tells of warnings': `
    process.on('warning', (warning: any) => console.log(warning.name, warning.message, warning.code));
    process.emitWarning('careful', 'Mine', 'M01'); process.emitWarning('plain'); process.emitWarning(new RangeError('far'));`,
  'prints an uncaught error of a timer, with its cause': `
    setTimeout(() => {
      const cause = new RangeError('inner');
      throw new Error('outer', { cause });
    }, 1);`,
  'prints properties of an uncaught error': `
    throw Object.assign(new Error('with code'), { code: 'E_TEA', cups: 2 });`,
  'lets a listener take an uncaught exception': `
    process.on('uncaughtException', (error, origin) => console.log(error.message, origin));
    process.on('uncaughtExceptionMonitor', (error) => console.log('seen', error.message));
    setTimeout(() => console.log('still here'), 400);
    setTimeout(() => { throw new Error('taken'); }, 1);`,
  'ends with 7 when that listener throws': `
    process.on('uncaughtException', () => { throw new Error('again'); });
    setTimeout(() => { throw new Error('first'); }, 1);
    process.on('exit', (code) => console.log('exit', code));`,
  'ends with 13 when a top-level await never settles': `
    process.on('exit', (code) => console.log('exit', code));
    await new Promise(() => {});`,
  'gives process its facts': `
    console.log(process.argv.length, process.platform, process.version.split('.')[0], typeof process.pid);
    console.log(typeof process.hrtime.bigint(), process.hrtime().length, process.uptime() < 10);
    process.env.NUMBER = 5 as any; console.log(process.env.NUMBER, typeof process.env.NUMBER, process.env.NOTHING);
    delete process.env.NUMBER; console.log('NUMBER' in process.env);
    process.stdout.write('written\\n'); process.stdout.write(Buffer.from('bytes\\n'), () => console.log('flushed'));`,
  'makes Buffers': `
    const b = Buffer.from('héllo', 'utf8');
    console.log(b, b.toString('hex'), b.toString('base64'), b.length, Buffer.concat([b, b]).length);
    console.log(Buffer.alloc(3, 'ab'), Buffer.byteLength('茶'), b.subarray(0, 2), b.equals(Buffer.from(b)));
    console.log(JSON.stringify(Buffer.from([1, 2])), Buffer.isBuffer(b), b.readUInt16BE(0), b.indexOf('l'));`,
  'emits events': `
    import { EventEmitter, once, on } from 'node:events';
    const e = new EventEmitter();
    e.once('a', (x) => console.log('once', x)); e.on('a', (x) => console.log('on', x));
    console.log(e.emit('a', 1), e.emit('a', 2), e.emit('b'), e.listenerCount('a'));
    setTimeout(() => e.emit('later', 1, 2), 1); console.log(await once(e, 'later'));
    setTimeout(() => { e.emit('many', 1); e.emit('many', 2); }, 1);
    for await (const [value] of on(e, 'many')) { console.log(value); if (value === 2) break; }
    try { e.emit('error', new Error('unheard')); } catch (error: any) { console.log(error.message); }`,
  'streams and pipes': `
    import { Readable, Transform, Writable } from 'node:stream';
    import { pipeline } from 'node:stream/promises';
    import { text } from 'node:stream/consumers';
    const upper = () => new Transform({ transform(chunk, _encoding, done) { done(null, String(chunk).toUpperCase()); } });
    const seen: string[] = [];
    await pipeline(Readable.from(['a', 'b']), upper(), new Writable({ write(chunk, _e, done) { seen.push(String(chunk)); done(); } }));
    console.log(seen, await text(Readable.from(['x', 'y']).pipe(upper())));
    await pipeline(Readable.from(['a']), new Transform({ transform(_c, _e, done) { done(new Error('spilt')); } }), new Writable({ write(_c, _e, done) { done(); } })).catch((error) => console.log(error.message));`,
  'formats and promisifies': `
    import util, { callbackify, format, inspect, promisify, types } from 'node:util';
    console.log(format('%s=%d', 'a', 1, 'rest'), inspect({ a: [1, { b: 2 }] }, { depth: 0 }), inspect('q'));
    console.log(await promisify((x: number, done: any) => done(null, x + 1))(1));
    await promisify((done: any) => done(new Error('refused')))().catch((error: any) => console.log(error.message));
    await new Promise<void>((resolve) => callbackify(async () => 5)((error: any, value: any) => { console.log(error, value); resolve(); }));
    console.log(types.isPromise(Promise.resolve()), types.isDate(new Date(0)), util.inspect.custom.toString());
    console.log(await promisify(setTimeout)(1, 'value'));`,
  'reads paths, URLs and queries': `
    import path from 'node:path'; import { fileURLToPath, pathToFileURL, format } from 'node:url'; import qs from 'node:querystring';
    console.log(path.join('a', '..', 'b', './c.ts'), path.resolve('/x', '../y'), path.extname('a.b.c'), path.parse('/d/e.f'));
    console.log(fileURLToPath('file:///a%20b/c'), pathToFileURL('/a b/#c').href, format(new URL('http://u:p@h/p?q#f'), { auth: false, fragment: false }));
    console.log(qs.parse('a=1&b=2&a=3&c&=d&e=%zz&f=g+h'), qs.stringify({ a: [1, 2], b: 'x y', c: null, d: true, e: Infinity }), qs.escape('ä&'), qs.unescape('%C3%A4%2'));
    for (const wrong of [() => fileURLToPath('http://x/')]) { try { wrong(); } catch (error: any) { console.log(error.code); } }`,
  'knows the errors of http': `
    import { createServer, validateHeaderName, validateHeaderValue } from 'node:http';
    const tries: (() => unknown)[] = [() => validateHeaderName('a b'), () => validateHeaderName(''), () => validateHeaderValue('x', undefined as any), () => validateHeaderValue('x', '\\u0001'), () => validateHeaderValue('x', '茶'),
      () => createServer().listen(70000), () => createServer().listen(-1), () => createServer().listen(NaN), () => createServer().listen({} as any), () => createServer().listen({ port: 'x' } as any),];
    for (const wrong of tries) { try { wrong(); console.log('fine'); } catch (error: any) { console.log(error.name, error.code, error.message); } }
    createServer().close((error: any) => console.log(error.code, error.message));`,
  'refuses to listen twice': `
    import { createServer } from 'node:http';
    const one = createServer(); one.listen(0);
    try { one.listen(0); } catch (error: any) { console.log(error.code, error.message); }
    one.close(() => console.log('closed', one.listening, one.address()));`,
};

describe('a program does as it does under Node:', () => {
  test.each(Object.entries(PROGRAMS))('%s', async (_name, program) => {
    const source = program.replaceAll(/^ {4}/gm, '').trimStart();
    const [expected, actual] = [await runInNode(source), await runOnHost(source)];
    expect(actual).toEqual(expected);
  });
});
