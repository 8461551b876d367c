import * as buffer from 'buffer';
import path from 'path-browserify';
import * as readable from 'readable-stream';
import * as stringDecoder from 'string_decoder';
import { currentConsole } from '../console/index.ts';
import * as http from '../http/index.ts';
import { currentProcess, type Process } from '../process/process.ts';
import * as timers from '../timers/index.ts';
import * as timersPromises from '../timers/promises.ts';
import * as events from './events.ts';
import * as querystring from './querystring.ts';
import * as consumers from './stream-consumers.ts';
import * as url from './url.ts';
import * as util from './util.ts';

/** What `import * as name` of a builtin gives: its members, and the whole of it as `default`. */
export type BuiltinNamespace = Readonly<Record<string, unknown>>;

const { Stream } = readable as unknown as { Stream: Members & { promises: Members } };

type Members = Readonly<Record<string, unknown>>;

/** A module whose default export is an object of all that it exports. */
function namespace(members: object, defaultExport: object = members): BuiltinNamespace {
  // Some are classes with static members, or have getters: only what is enumerable is a member.
  return { ...Object.fromEntries(Object.entries(members)), default: defaultExport };
}

/** Every builtin of `catalogue.ts`, by name without `node:`. */
export function createBuiltins(performance: object): ReadonlyMap<string, BuiltinNamespace> {
  const { Buffer, SlowBuffer, constants, kMaxLength } = buffer;
  const posix = namespace(path);
  const process = currentProcess();
  const console = currentConsole();
  const { EventEmitter } = events;
  return new Map([
    ['buffer', namespace({ Buffer, SlowBuffer, constants, kMaxLength, atob, btoa })],
    ['console', namespace({ ...console }, console)],
    ['events', namespace(events, Object.assign(EventEmitter, events))],
    ['http', namespace({ ...http })],
    ['path', posix],
    ['path/posix', posix],
    ['perf_hooks', namespace({ performance })],
    ['process', namespace(membersOf(process), process)],
    ['querystring', namespace({ ...querystring })],
    ['stream', namespace(Stream, Stream)],
    ['stream/consumers', namespace({ ...consumers })],
    ['stream/promises', namespace({ ...Stream.promises })],
    ['string_decoder', namespace({ StringDecoder: stringDecoder.StringDecoder })],
    ['timers', namespace({ ...timers, promises: timersPromises })],
    ['timers/promises', namespace({ ...timersPromises })],
    ['url', namespace({ ...url })],
    ['util', namespace({ ...util })],
  ]);
}

/** `import { env, exit } from 'node:process'`: members that work apart from their object. */
function membersOf(object: Process): Members {
  const names = ['env', 'argv', 'pid', 'exit', 'nextTick', 'hrtime', 'cwd', 'uptime', 'version'];
  const more = ['versions', 'platform', 'arch', 'stdout', 'stderr', 'emitWarning', 'on', 'once'];
  return Object.fromEntries(
    [...names, ...more].map((name) => {
      const member: unknown = object[name as keyof typeof object];
      return [name, typeof member === 'function' ? member.bind(object) : member];
    }),
  );
}
