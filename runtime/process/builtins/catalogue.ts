/**
 * Which of Node's modules a process here can import, and what to use in place of the others. Data
 * only: the page reads it to compile, without loading the modules themselves.
 */
export const BUILTIN_NAMES: ReadonlySet<string> = new Set(
  `buffer console events http path path/posix perf_hooks process querystring stream
  stream/consumers stream/promises string_decoder timers timers/promises url util`.split(/\s+/),
);

const LATER = 'It comes with a later version of this sandbox.';
const NO_SOCKETS = 'Services here speak HTTP: use node:http.';
const ANOTHER_INSTANCE = 'Start a second instance of the service instead.';

export const BUILTIN_ADVICE: Readonly<Record<string, string>> = {
  assert: 'Compare the values and throw an Error yourself.',
  'assert/strict': 'Compare the values and throw an Error yourself.',
  async_hooks: LATER,
  child_process: ANOTHER_INSTANCE,
  cluster: ANOTHER_INSTANCE,
  crypto: LATER,
  dgram: NO_SOCKETS,
  diagnostics_channel: LATER,
  dns: 'Services here are reached by localhost and a port.',
  'dns/promises': 'Services here are reached by localhost and a port.',
  fs: `${LATER} Until then keep the data in memory.`,
  'fs/promises': `${LATER} Until then keep the data in memory.`,
  http2: NO_SOCKETS,
  https: 'Services here speak plain HTTP: use node:http.',
  net: NO_SOCKETS,
  os: LATER,
  readline: 'A service gets its input by HTTP requests.',
  'readline/promises': 'A service gets its input by HTTP requests.',
  'stream/web': 'Use node:stream.',
  test: LATER,
  tls: NO_SOCKETS,
  'util/types': "Import { types } from 'node:util'.",
  worker_threads: ANOTHER_INSTANCE,
};
