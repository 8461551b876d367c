type Namespace = Readonly<Record<string, unknown>>;

/** The namespaces of modules by name without `node:`, as far as the sandbox has them. */
export type Namespaces = Readonly<Record<string, Namespace | undefined>>;

// biome-ignore lint/suspicious/noExplicitAny: what is sampled is looked at, not relied on.
type Anything = any;

/**
 * Makes one of what programs get from the modules. Its own fields show on an instance alone, and
 * of some (a socket, a timer) there is no class to import. A module that is not there, or a class
 * that cannot be made as Node's is, has no sample.
 */
export async function takeSamples(
  builtins: Namespaces,
  globals: Namespace,
): Promise<ReadonlyMap<string, object>> {
  const samples = new Map<string, object>();
  const all: Record<string, Anything> = { ...builtins };
  for (const [path, make] of Object.entries(MAKERS)) {
    try {
      const sample = await make(all, globals);
      if (sample !== undefined && sample !== null) samples.set(path, sample);
    } catch {
      // Not there, or not to be made so: its class alone must do.
    }
  }
  return samples;
}

type Make = (builtins: Record<string, Anything>, globals: Record<string, Anything>) => Anything;

const MAKERS: Readonly<Record<string, Make>> = {
  'async_hooks.AsyncLocalStorage#': ({ async_hooks }) => new async_hooks.AsyncLocalStorage(),
  'async_hooks.AsyncResource#': ({ async_hooks }) => new async_hooks.AsyncResource('sample'),
  'buffer.Buffer#': ({ buffer }) => buffer.Buffer.alloc(1),
  'console.Console#': ({ console }) => console.default,
  'crypto.Hash#': ({ crypto }) => crypto.createHash('sha256'),
  'crypto.Hmac#': ({ crypto }) => crypto.createHmac('sha256', 'key'),
  'diagnostics_channel.Channel#': ({ diagnostics_channel: it }) => it.channel('sample'),
  'events.EventEmitter#': ({ events }) => new events.EventEmitter(),
  'fs.Stats#': ({ fs }) => fs.statSync('.'),
  'fs/promises.FileHandle#': ({ fs }) => fs.promises.open('sample.txt', 'w'),
  'fs.Dirent#': ({ fs }) => fs.readdirSync('.', { withFileTypes: true })[0],
  'fs.ReadStream#': ({ fs }) => fs.createReadStream('sample.txt'),
  'fs.WriteStream#': ({ fs }) => fs.createWriteStream('sample.txt'),
  'http.Agent#': ({ http }) => new http.Agent(),
  'http.Server#': ({ http }) => new http.Server(),
  'http.IncomingMessage#': ({ http }) => new http.IncomingMessage(undefined),
  'http.OutgoingMessage#': ({ http }) => new http.OutgoingMessage(),
  'http.ServerResponse#': ({ http }) => new http.ServerResponse({ method: 'GET' }),
  'http.ClientRequest#': ({ http }) => http.request('http://localhost:1').on('error', () => {}),
  'perf_hooks.Performance#': ({ perf_hooks }) => perf_hooks.performance,
  'process.Process#': ({ process }) => process.default,
  'stream.Readable#': ({ stream }) => new stream.Readable(),
  'stream.Writable#': ({ stream }) => new stream.Writable(),
  'stream.Duplex#': ({ stream }) => new stream.Duplex(),
  'string_decoder.StringDecoder#': ({ string_decoder: it }) => new it.StringDecoder(),
  'test.MockTracker#': ({ test }) => test.mock,
  'timers.Timeout#': ({ timers }) => timers.setTimeout(() => {}, 1),
  'timers.Immediate#': ({ timers }) => timers.setImmediate(() => {}),
  'globalThis.AbortController#': (_, { AbortController: Own }) => new Own(),
  'globalThis.AbortSignal#': (_, { AbortController: Own }) => new Own().signal,
  'globalThis.Blob#': (_, { Blob: Own }) => new Own([]),
  'globalThis.File#': (_, { File: Own }) => new Own([], 'sample'),
  'globalThis.Request#': (_, { Request: Own }) => new Own('http://localhost'),
  'globalThis.Response#': (_, { Response: Own }) => new Own(),
};
