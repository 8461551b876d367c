import { AsyncLocalStorage } from 'node:async_hooks';
import { channel, tracingChannel } from 'node:diagnostics_channel';
import { EventEmitter, once } from 'node:events';
import { dirname } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { aborted, TextDecoder as Decoder, getSystemErrorName, inspect, promisify } from 'node:util';
import { area, ownProcess } from './behaviour.ts';
import { errorOf, told } from './kit.ts';

const everyday = area('everyday', {
  'promisify(setTimeout) sleeps and resolves with a value': async (print) => {
    print(await promisify(setTimeout)(1, 'slept'), await promisify(setImmediate)('soon'));
  },

  'setTimeout returns something to unref and to clear': (print) => {
    const timer = setTimeout(() => print('never'), 1).unref();
    print(timer.hasRef(), clearTimeout(timer));
  },

  'a sleep is raced against a signal': async (print) => {
    const signal = AbortSignal.timeout(5);
    print(await errorOf(() => sleep(60_000, null, { signal })));
    print(signal.aborted, (signal.reason as Error).name);
  },

  'once waits for one of several events': async (print) => {
    const emitter = new EventEmitter();
    const first = Promise.race([
      once(emitter, 'ready').then(() => 'ready'),
      once(emitter, 'failed').then(() => 'failed'),
    ]);
    setImmediate(() => emitter.emit('failed', 1));
    print(await first);
  },

  'structuredClone copies a message': (print) => {
    const order = { id: 1, lines: [{ item: 'tea', at: new Date(0) }], tags: new Set(['a']) };
    const copy = structuredClone(order);
    copy.lines[0]?.at.setTime(5);
    print(order.lines[0]?.at.getTime(), copy.tags.has('a'), copy !== order);
  },

  'queueMicrotask comes before timers and after the code': async (print) => {
    const seen: string[] = [];
    queueMicrotask(() => seen.push('microtask'));
    setTimeout(() => seen.push('timer'), 0);
    seen.push('code');
    await sleep(5);
    print(seen);
  },

  'performance.now measures in fractions of milliseconds': async (print) => {
    const began = performance.now();
    await sleep(3);
    const tookMs = performance.now() - began;
    print(tookMs >= 2, Number.isFinite(tookMs));
    const { duration } = performance.timeOrigin > 0 ? performance.mark('a') : { duration: -1 };
    print(duration, performance.getEntriesByName('a').length);
    performance.clearMarks('a');
    print(performance.getEntriesByName('a').length);
  },

  'TextDecoder reads streams, marks and other encodings': async (print) => {
    const decoder = new TextDecoder('utf-8', { fatal: true });
    print(decoder.encoding, decoder.fatal, decoder.ignoreBOM, Decoder === TextDecoder);
    print(await errorOf(() => decoder.decode(new Uint8Array([0xff]))));
    const lazy = new TextDecoder();
    const euro = new TextEncoder().encode('€');
    print([lazy.decode(euro.subarray(0, 1), { stream: true }), lazy.decode(euro.subarray(1))]);
    print(new TextDecoder('latin1').decode(new Uint8Array([0xe9])));
    print(new TextDecoder('utf-16le').decode(new Uint8Array([0x41, 0])));
    print(await errorOf(() => new TextDecoder('klingon')));
  },

  'bytes are compressed and read back': async (print) => {
    const pack = async (format: 'gzip' | 'deflate' | 'deflate-raw') => {
      const source = new Blob(['again and '.repeat(500)]).stream();
      const packed = await new Response(source.pipeThrough(new CompressionStream(format))).blob();
      const back = packed.stream().pipeThrough(new DecompressionStream(format));
      return [packed.size < 200, (await new Response(back).text()).length];
    };
    for (const format of ['gzip', 'deflate', 'deflate-raw'] as const) print(await pack(format));
    const broken = new Blob(['no gzip']).stream().pipeThrough(new DecompressionStream('gzip'));
    print((await errorOf(() => new Response(broken).text())) !== 'nothing was thrown');
  },

  'crypto.subtle digests what a service stores by its content': async (print) => {
    for (const name of ['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512']) {
      const digest = await crypto.subtle.digest(name, Buffer.from('content'));
      print(name, Buffer.from(digest).toString('hex').slice(0, 16), digest.byteLength);
    }
    print(await errorOf(() => crypto.subtle.digest('MD4', new Uint8Array())));
  },

  'an id is made and sorted': (print) => {
    const ids = new Set(Array.from({ length: 10 }, () => crypto.randomUUID()));
    print(
      ids.size,
      [...ids].every((id) => id.length === 36),
    );
  },

  'Map, Set, WeakRef and Intl as everywhere': (print) => {
    const groups = new Map<string, number[]>();
    for (const n of [1, 2, 3]) {
      const key = n % 2 === 0 ? 'even' : 'odd';
      groups.set(key, [...(groups.get(key) ?? []), n]);
    }
    print(
      Object.fromEntries(groups),
      [3, 1, 2].toSorted(),
      [1, 2].at(-1),
      Object.hasOwn({ a: 1 }, 'a'),
    );
    print(new WeakRef(groups).deref() === groups, 'a-b-c'.replaceAll('-', '+'));
    print(new Date(Date.UTC(2024, 1, 29, 12)).toISOString(), Date.parse('2024-02-29T12:00:00Z'));
    print(
      new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC' }).format(0),
      (1e6).toLocaleString('en-US'),
    );
  },

  'a limit on work at once': async (print) => {
    let running = 0;
    let most = 0;
    const jobs = Array.from({ length: 10 }, (_, at) => at);
    const worker = async () => {
      for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) {
        running += 1;
        most = Math.max(most, running);
        await sleep(1);
        running -= 1;
      }
    };
    await Promise.all([worker(), worker(), worker()]);
    print(most, jobs.length);
  },

  'import.meta knows its file and folder': (print) => {
    print(import.meta.filename?.endsWith('.ts') || import.meta.filename?.endsWith('.js'));
    print(dirname(import.meta.filename ?? '') === import.meta.dirname);
    print(new URL('./behaviour.ts', import.meta.url).pathname.endsWith('/behaviour.ts'));
  },

  'an AggregateError gathers what failed': async (print) => {
    const failing = ['a', 'b'].map(async (name) => Promise.reject(new Error(name)));
    const error = await Promise.any(failing).catch((reason) => reason);
    print(error instanceof AggregateError, error.errors.map(told), error.message);
  },

  'aborted resolves when a signal does': async (print) => {
    const control = new AbortController();
    const resource = {};
    const waiting = aborted(control.signal, resource).then(() => print('aborted'));
    control.abort();
    await waiting;
  },

  'numbers of errors have names': (print) => {
    print(getSystemErrorName(-2), getSystemErrorName(-111), getSystemErrorName(-98));
  },

  'what is logged is inspected': (print) => {
    print(inspect({ order: { lines: [{ item: { id: 1 } }] }, at: new Date(0), done: undefined }));
    print(inspect(new Map([['a', { b: [1, 2] }]]), { compact: false }).split('\n').length);
    print(inspect('it\'s "quoted"'), inspect(new Array(2)), inspect(Object.create(null)));
  },
});

const json = area('json', {
  'what is sent and read back': async (print) => {
    print(JSON.stringify({ a: undefined, b: null, c: new Date(0), d: [undefined], e: Number.NaN }));
    print(JSON.stringify({ a: [1, { b: 2 }] }, null, 2).split('\n').length);
    print(
      JSON.parse('{"__proto__":1,"a":[1e3]}', (key, value) => (key === '0' ? value + 1 : value)),
    );
    print(await errorOf(() => JSON.stringify({ big: 1n })));
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    print((await errorOf(() => JSON.stringify(circle))).split('\n')[0]);
  },
});

const diagnostics = area('diagnostics_channel', {
  'a channel carries a store': (print) => {
    const store = new AsyncLocalStorage<string>();
    const requests = channel('requests');
    requests.bindStore(store, (message) => `store of ${message}`);
    requests.runStores('r-1', () => print(store.getStore()));
    print(store.getStore(), requests.unbindStore(store), requests.hasSubscribers);
  },

  'a subscriber that throws does not stop the publisher': ownProcess((print) => {
    process.on('uncaughtException', (error) => print('uncaught', error.message));
    const orders = channel('orders');
    orders.subscribe(() => {
      throw new Error('subscriber broke');
    });
    orders.subscribe((message) => print('second', message));
    orders.publish(1);
    print('published');
  }),

  'a tracing channel traces a callback': async (print) => {
    const tracing = tracingChannel('read');
    tracing.subscribe({
      start: () => print('start'),
      end: () => print('end'),
      asyncStart: (context) => print('asyncStart', (context as { result?: unknown }).result),
      asyncEnd: () => print('asyncEnd'),
      error: (context) => print('error', told((context as { error?: unknown }).error)),
    });
    const read = (fail: boolean, done: (error: Error | null, value?: string) => void) => {
      setImmediate(() => (fail ? done(new Error('no')) : done(null, 'text')));
    };
    for (const fail of [false, true]) {
      await new Promise<void>((resolve) => {
        const done = (error: Error | null, value?: string) => {
          print('callback', error?.message, value);
          resolve();
        };
        tracing.traceCallback(read, 1, {}, undefined, fail, done);
      });
    }
  },
});

export const behaviours = [...everyday, ...json, ...diagnostics];
