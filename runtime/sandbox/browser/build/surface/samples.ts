import { isNotAvailable } from '../../../../process/errors/not-available.ts';
import type { TestHost } from '../../../../process/testing.ts';

type Namespace = Readonly<Record<string, unknown>>;

/** What a program has: modules by name without `node:`, its globals, its `import.meta`. */
export interface Surroundings {
  readonly builtins: Readonly<Record<string, Namespace | undefined>>;
  readonly globals: Namespace;
  readonly meta: object;
  readonly host: TestHost;
}

// biome-ignore lint/suspicious/noExplicitAny: what is sampled is looked at, not relied on.
type Anything = any;

/**
 * Makes one of what programs get from the modules. Its own fields show on an instance alone, and
 * of some (a socket, a timer) there is no class to import. What the sandbox does not have has no
 * sample.
 */
export async function takeSamples(around: Surroundings): Promise<ReadonlyMap<string, object>> {
  const samples = new Map<string, object>();
  for (const [path, make] of Object.entries(MAKERS)) {
    try {
      samples.set(path, await make(around.builtins, around.globals, around));
    } catch (error) {
      if (!isMissing(error)) throw new Error(`No sample of ${path}.`, { cause: error });
    }
  }
  return samples;
}

/** Whether a maker failed because there is nothing to be made. */
function isMissing(error: unknown): boolean {
  return (
    isNotAvailable(error) ||
    (error instanceof TypeError && /undefined|not a (?:function|constructor)/.test(error.message))
  );
}

type Make = (
  builtins: Readonly<Record<string, Anything>>,
  globals: Readonly<Record<string, Anything>>,
  around: Surroundings,
) => Anything;

const PORT = 4000;

/** A request and its answer, half way through. */
async function exchange(http: Anything, host: TestHost): Promise<Record<string, Anything>> {
  const server = http.createServer();
  await new Promise((listening) => server.listen(PORT, listening));
  const asked = new Promise<Record<string, Anything>>((resolve) => {
    server.once('request', (request: Anything, response: Anything) => {
      server.close();
      resolve({ server, request, response, socket: request.socket });
    });
  });
  const client = await host.dial(PORT);
  client.request('GET', '/');
  return asked;
}

async function served(part: string, { builtins, host }: Surroundings): Promise<Anything> {
  return (await exchange(builtins.http, host))[part];
}

const MAKERS: Readonly<Record<string, Make>> = {
  'assert.AssertionError#': ({ assert: it }) => new it.AssertionError({ message: '' }),
  'async_hooks.AsyncLocalStorage#': ({ async_hooks: it }) => new it.AsyncLocalStorage(),
  'async_hooks.AsyncResource#': ({ async_hooks: it }) => new it.AsyncResource('sample'),
  'buffer.Buffer#': ({ buffer }) => buffer.Buffer.alloc(1),
  'console.Console#': ({ console }) => console.default,
  'crypto.Hash#': ({ crypto }) => crypto.createHash('sha256'),
  'crypto.Hmac#': ({ crypto }) => crypto.createHmac('sha256', 'key'),
  'diagnostics_channel.Channel#': ({ diagnostics_channel: it }) => it.channel('sample'),
  'events.EventEmitter#': ({ events }) => new events.EventEmitter(),
  'fs/promises.FileHandle#': ({ fs }) => fs.promises.open('sample.txt', 'w'),
  'fs.Stats#': ({ fs }) => fs.statSync('.'),
  'fs.Dirent#': ({ fs }) => fs.readdirSync('.', { withFileTypes: true })[0],
  'fs.ReadStream#': ({ fs }) => fs.createReadStream('sample.txt').on('error', () => {}),
  'fs.WriteStream#': ({ fs }) => fs.createWriteStream('sample.txt'),
  'http.Agent#': ({ http }) => new http.Agent(),
  'http.ClientRequest#': ({ http }) => http.request('http://localhost:1').on('error', () => {}),
  'http.IncomingMessage#': (_, __, around) => served('request', around),
  'http.OutgoingMessage#': ({ http }) => new http.OutgoingMessage(),
  'http.Server#': (_, __, around) => served('server', around),
  'http.ServerResponse#': (_, __, around) => served('response', around),
  'net.Socket#': (_, __, around) => served('socket', around),
  'perf_hooks.PerformanceEntry#': ({ perf_hooks: it }) => it.performance.mark('sample'),
  'perf_hooks.PerformanceMark#': ({ perf_hooks: it }) => it.performance.mark('sample'),
  'perf_hooks.PerformanceMeasure#': ({ perf_hooks: it }) => it.performance.measure('sample'),
  'perf_hooks.Performance#': ({ perf_hooks: it }) => it.performance,
  'process.Process#': ({ process }) => process.default,
  'stream.Readable#': ({ stream }) => new stream.Readable(),
  'stream.Writable#': ({ stream }) => new stream.Writable(),
  'stream.Duplex#': ({ stream }) => new stream.Duplex(),
  'string_decoder.StringDecoder#': ({ string_decoder: it }) => new it.StringDecoder(),
  'test.MockTracker#': ({ test }) => test.mock,
  'timers.Immediate#': ({ timers }) => timers.setImmediate(() => {}),
  'timers.Timeout#': ({ timers }) => timers.setTimeout(() => {}, 1),
  'tty.WriteStream#': ({ process }) => process.stdout,
  'globalThis.AbortController#': (_, { AbortController: Own }) => new Own(),
  'globalThis.AbortSignal#': (_, { AbortController: Own }) => new Own().signal,
  'globalThis.Blob#': (_, { Blob: Own }) => new Own([]),
  'globalThis.File#': (_, { File: Own }) => new Own([], 'sample'),
  'globalThis.ImportMeta#': (_, __, { meta }) => meta,
  'globalThis.Request#': (_, { Request: Own }) => new Own('http://localhost'),
  'globalThis.Response#': (_, { Response: Own }) => new Own(),
};
