import { createAssert } from '../assert/index.ts';
import { createAsyncHooks } from '../async-hooks/index.ts';
import * as buffer from '../buffer/index.ts';
import { currentConsole } from '../console/index.ts';
import { currentCrypto } from '../crypto/current.ts';
import { host } from '../current.ts';
import { createDiagnosticsChannel } from '../diagnostics-channel.ts';
import { isNotAvailable } from '../errors/not-available.ts';
import { EventEmitter } from '../events/index.ts';
import { createFs } from '../fs/index.ts';
import type { OutputStream } from '../host.ts';
import * as http from '../http/index.ts';
import { whenDone } from '../later.ts';
import { nextTick } from '../loop.ts';
import { createOs } from '../os.ts';
import {
  Performance,
  PerformanceEntry,
  PerformanceMark,
  PerformanceMeasure,
} from '../process/performance.ts';
import { currentProcess, type Process } from '../process/process.ts';
import { sourceLine } from '../program.ts';
import { currentStderr, currentStdout } from '../standard-output.ts';
import { Stream } from '../stream/index.ts';
import { createTestRunner, type TestHost } from '../test-runner/index.ts';
import * as timers from '../timers/index.ts';
import * as timersPromises from '../timers/promises.ts';
import { createUtil } from '../util/index.ts';
import { atob, btoa } from '../web/base64.ts';
import { resolveObjectURL, type WebGlobals } from '../web/index.ts';
import { isIP, isIPv4, isIPv6 } from './net.ts';
import { path } from './path.ts';
import * as querystring from './querystring.ts';
import * as consumers from './stream-consumers.ts';
import { StringDecoder } from './string-decoder.ts';
import * as url from './url.ts';

/** What `import * as name` of a builtin gives: its members, and the whole of it as `default`. */
export type BuiltinNamespace = Readonly<Record<string, unknown>>;

/** What the modules share with the globals of the same process. */
export interface BuiltinParts {
  readonly web: WebGlobals;
  readonly performance: object;
}

/** How each is made, by name without `node:`. */
type Makers = Readonly<Record<string, () => BuiltinNamespace>>;

export function makersOf(
  { web, performance }: BuiltinParts,
  get: (name: string) => BuiltinNamespace,
): Makers {
  const process = currentProcess();
  const { mapStack, random, files, clock } = host;
  const member = (name: string, of: string) => namespace(get(name)[of] as object);
  return {
    assert: () => namespace(createAssert({ mapStack, sourceLine })),
    'assert/strict': () => member('assert', 'strict'),
    async_hooks: () => namespace(createAsyncHooks()),
    buffer: () => {
      const { Blob, File } = web;
      return namespace({ ...buffer, Blob, File, resolveObjectURL, atob, btoa });
    },
    console: () => namespace(currentConsole()),
    crypto: () => namespace(currentCrypto()),
    diagnostics_channel: () => namespace(createDiagnosticsChannel(nextTick)),
    events: () => namespace(EventEmitter),
    fs: () =>
      namespace(
        createFs({
          files,
          clock,
          random,
          later: (run) => whenDone((done) => files.later(done), run),
          sync: (inode, run) => whenDone((done) => files.sync(inode, done), run),
          cwd: () => process.cwd(),
          output: writeOut,
        }),
      ),
    'fs/promises': () => member('fs', 'promises'),
    http: () => {
      const members = { ...HTTP };
      members.globalAgent = http.globalAgent();
      return namespace(members);
    },
    net: () => namespace({ isIP, isIPv4, isIPv6 }),
    os: () => namespace(createOs(clock)),
    path: () => namespace(path),
    'path/posix': () => get('path'),
    perf_hooks: () => namespace({ performance, ...performanceClasses }),
    process: () => namespace(process, membersOf(process)),
    querystring: () => namespace({ ...querystring }),
    stream: () => namespace(Stream),
    'stream/consumers': () => namespace({ ...consumers }),
    'stream/promises': () => namespace({ ...Stream.promises }),
    'stream/web': () => namespace(webStreamsOf(web)),
    string_decoder: () => namespace({ StringDecoder }),
    test: () => namespace(createTestRunner(testHost(web, get))),
    timers: () => namespace({ ...TIMERS }),
    'timers/promises': () => namespace({ ...TIMERS_PROMISES }),
    url: () => namespace({ ...URLS }),
    util: () => namespace(createUtil(process)),
    'util/types': () => member('util', 'types'),
  };
}

// Out of the modules' namespaces once: V8 copies a plain object at once, a namespace by its getters.
// A member that is each process's own is filled in: added to a copy it would make that slow.
const HTTP: Record<string, unknown> = { ...http, globalAgent: null };
const TIMERS = { ...timers, promises: timersPromises };
const TIMERS_PROMISES = { ...timersPromises };
const URLS = { ...url };

const performanceClasses = {
  Performance,
  PerformanceEntry,
  PerformanceMark,
  PerformanceMeasure,
};

/** A module whose default export is the object of its members; those are what is enumerable. */
function namespace(defaultExport: object, members: object = defaultExport): BuiltinNamespace {
  return { default: defaultExport, ...members };
}

/** What the files of a process write to its own descriptors goes where its output goes. */
function writeOut(stream: OutputStream, bytes: Uint8Array): void {
  (stream === 'stdout' ? currentStdout() : currentStderr()).write(bytes);
}

function webStreamsOf(web: WebGlobals): object {
  return Object.fromEntries(Object.entries(web).filter(([name]) => IS_STREAM.test(name)));
}

const IS_STREAM = /^(Readable|Writable|Transform)|QueuingStrategy$|Stream$/;

function testHost(web: WebGlobals, get: (name: string) => BuiltinNamespace): TestHost {
  const process = currentProcess();
  return {
    clock: host.clock,
    mapStack: host.mapStack,
    write: (text) => void process.stdout.write(text),
    process: process as never,
    after(delayMs, callback) {
      const timer = timers.setTimeout(callback, delayMs).unref();
      return () => timers.clearTimeout(timer);
    },
    makeAbort: () => new web.AbortController() as never,
    assert: get('assert').default as object,
  };
}

/** `import { env, exit } from 'node:process'`: members that work apart from their object. */
function membersOf(object: Process): object {
  const names = Object.keys(Object.getOwnPropertyDescriptors(Object.getPrototypeOf(object)));
  const all = [...Object.keys(object), ...names].filter((name) => isMember(object, name));
  return Object.fromEntries(
    all.map((name) => {
      const member: unknown = object[name as keyof Process];
      const isCalled = typeof member === 'function' && !isNotAvailable(member);
      return [name, isCalled ? member.bind(object) : member];
    }),
  );
}

function isMember(object: Process, name: string): boolean {
  return name !== 'constructor' && !name.startsWith('_') && name !== 'stdin' && name in object;
}
