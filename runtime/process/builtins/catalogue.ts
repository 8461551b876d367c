/**
 * Which of Node's modules a process here can import, and what to use in place of the others. Data
 * only: the page reads it to compile, without loading the modules themselves.
 */
export const BUILTIN_NAMES: ReadonlySet<string> = new Set(
  `assert assert/strict async_hooks buffer console crypto diagnostics_channel events fs fs/promises
  http net os path path/posix perf_hooks process querystring stream stream/consumers stream/promises
  stream/web string_decoder test timers timers/promises url util util/types`.split(/\s+/),
);

const NO_SOCKETS = 'Services here speak HTTP: use node:http.';
const ANOTHER_INSTANCE = 'Start a second instance of the service instead.';
const NO_TERMINAL = 'A service gets its input by HTTP requests.';
const LOCALHOST = 'Services here are reached by localhost and a port.';
const BY_HTTP = 'Instances talk by HTTP, and what is in one by EventEmitter of node:events.';
const MEASURE = 'Measure with performance.now().';
const USE_CRYPTO = 'Import what you need from node:crypto.';
const NO_INSIDE = 'The engine here does not let a program look inside of it.';

export const BUILTIN_ADVICE: Readonly<Record<string, string>> = {
  child_process: ANOTHER_INSTANCE,
  cluster: ANOTHER_INSTANCE,
  constants: 'Take them from node:os or node:fs.',
  dgram: NO_SOCKETS,
  dns: LOCALHOST,
  'dns/promises': LOCALHOST,
  domain: 'It is deprecated: use try and catch, or AsyncLocalStorage of node:async_hooks.',
  http2: NO_SOCKETS,
  https: 'Services here speak plain HTTP: use node:http.',
  inspector: NO_INSIDE,
  'inspector/promises': NO_INSIDE,
  module: 'Use import and import().',
  'path/win32': 'Use node:path: the machine here is a Linux.',
  punycode: 'It is deprecated: use domainToASCII of node:url.',
  readline: NO_TERMINAL,
  'readline/promises': NO_TERMINAL,
  repl: NO_TERMINAL,
  sea: 'Start the service as it is.',
  sys: 'It is deprecated: use node:util.',
  'test/reporters': 'Tests are reported as TAP.',
  tls: NO_SOCKETS,
  trace_events: NO_INSIDE,
  tty: 'Output here is no terminal.',
  v8: NO_INSIDE,
  vm: 'Put the code into a module and import it.',
  wasi: ANOTHER_INSTANCE,
  worker_threads: ANOTHER_INSTANCE,
  zlib: 'Use CompressionStream and DecompressionStream, or send and store data as it is.',
};

/** Globals that Node has and a process here lacks, and what to use in their place. */
export const MISSING_GLOBALS: Readonly<Record<string, string>> = {
  BroadcastChannel: BY_HTTP,
  Crypto: USE_CRYPTO,
  CryptoKey: USE_CRYPTO,
  MessageChannel: BY_HTTP,
  MessageEvent: BY_HTTP,
  MessagePort: BY_HTTP,
  PerformanceObserver: MEASURE,
  PerformanceObserverEntryList: MEASURE,
  PerformanceResourceTiming: MEASURE,
  SubtleCrypto: USE_CRYPTO,
};
