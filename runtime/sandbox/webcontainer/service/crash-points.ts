import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { Socket } from 'node:net';
import type { FileAction } from '../../../network/index.ts';
import type { Channel } from './channel.ts';
import { nameOf, openFile } from './open-files.ts';
import { wayOf } from './sockets.ts';

/** Something done to a file, as crash points name it; null for what is none of theirs. */
type Acting = { readonly action: FileAction; readonly path: string } | null;
type AnyFunction = (...args: unknown[]) => unknown;

let isWatching = false;
/** Functions of Node that call others of them: only the outermost counts. */
let depth = 0;

/**
 * Lets a service crash at an exact point. Before and after it does something to a file, and after it
 * has written to a connection, the process asks the gateway and stands still until that has looked;
 * the gateway has it killed there, or lets it go on.
 */
export async function watchForCrashes(channel: Channel): Promise<void> {
  if (isWatching) return;
  isWatching = true;
  const around = wrapper(channel);
  const functions = fs as unknown as Record<string, AnyFunction>;
  for (const [name, actingOf] of Object.entries(BY_FUNCTION)) {
    functions[name] = around(name, functions[name] as AnyFunction, actingOf, 'callback');
    functions[`${name}Sync`] = around(
      name,
      functions[`${name}Sync`] as AnyFunction,
      actingOf,
      'sync',
    );
  }
  const promises = fs.promises as unknown as Record<string, AnyFunction>;
  for (const name of ['appendFile', 'writeFile', 'rename'] as const) {
    promises[name] = around(name, promises[name] as AnyFunction, BY_FUNCTION[name], 'promise');
  }
  await watchHandles(around);
  syncBuiltinESMExports();
  watchConnections(channel);
}

const BY_FUNCTION = {
  appendFile: ([file]: readonly unknown[]) => appendTo(file),
  writeFile: ([file]: readonly unknown[]) => appendTo(file),
  write: ([fd, , ...rest]: readonly unknown[]) => write(fd as number, positionOf(rest)),
  writev: ([fd, , position]: readonly unknown[]) => write(fd as number, position),
  fsync: ([fd]: readonly unknown[]) => sync(fd as number),
  fdatasync: ([fd]: readonly unknown[]) => sync(fd as number),
  rename: ([, to]: readonly unknown[]): Acting => ({ action: 'rename', path: nameOf(to) }),
} satisfies Readonly<Record<string, (args: readonly unknown[]) => Acting>>;

/** `write(fd, buffer, offset, length, position)`, `write(fd, text, position, encoding)` and the like. */
function positionOf(rest: readonly unknown[]): unknown {
  const numbers = rest.filter((each) => typeof each !== 'function' && typeof each !== 'string');
  if (numbers.length >= 3) return numbers[2];
  return numbers.length === 1 ? numbers[0] : null;
}

function appendTo(file: unknown): Acting {
  const fd = typeof file === 'number' ? file : (file as { fd?: unknown } | null)?.fd;
  if (typeof fd === 'number') return write(fd, null);
  return { action: 'append', path: nameOf(file) };
}

/** A write at the end of a file is an append, whatever it was opened for. */
function write(fd: number, position: unknown): Acting {
  const file = openFile(fd);
  if (file === undefined) return null;
  const isPlaced = typeof position === 'number' || typeof position === 'bigint';
  const isAppend = isPlaced ? Number(position) >= fs.fstatSync(fd).size : file.appends;
  return isAppend ? { action: 'append', path: file.path } : null;
}

function sync(fd: number): Acting {
  return { action: 'fsync', path: openFile(fd)?.path ?? '' };
}

function wrapper(channel: Channel) {
  const ask = (when: 'before' | 'after', acting: NonNullable<Acting>) =>
    channel.ask({ type: 'acting', moment: { when, ...acting } });

  return (
    name: string,
    perform: AnyFunction,
    actingOf: (args: readonly unknown[]) => Acting,
    how: 'sync' | 'callback' | 'promise',
  ): AnyFunction =>
    ({
      [name](this: unknown, ...args: unknown[]): unknown {
        const acting = depth > 0 ? null : actingOf(args);
        if (acting === null) return perform.apply(this, args);
        ask('before', acting);
        const callback = args.at(-1);
        if (how === 'callback' && typeof callback === 'function') {
          args[args.length - 1] = (error: unknown, ...results: unknown[]) => {
            if (!error) ask('after', acting);
            callback(error, ...results);
          };
        }
        depth += 1;
        let result: unknown;
        try {
          result = perform.apply(this, args);
        } finally {
          depth -= 1;
        }
        if (how === 'sync') ask('after', acting);
        if (how !== 'promise') return result;
        return (result as Promise<unknown>).then((value) => {
          ask('after', acting);
          return value;
        });
      },
    })[name] as AnyFunction;
}

/** Of node:fs/promises: their class is not exported, so one is opened to find it. */
async function watchHandles(around: ReturnType<typeof wrapper>): Promise<void> {
  const handle = await fs.promises.open('.', 'r');
  const methods = Object.getPrototypeOf(handle) as Record<string, AnyFunction>;
  await handle.close();
  const byMethod: Readonly<Record<string, (fd: number, args: readonly unknown[]) => Acting>> = {
    appendFile: (fd) => write(fd, null),
    writeFile: (fd) => write(fd, null),
    write: (fd, [, ...rest]) => write(fd, positionOf(rest)),
    writev: (fd, [, position]) => write(fd, position),
    sync: (fd) => sync(fd),
    datasync: (fd) => sync(fd),
  };
  for (const [name, actingOf] of Object.entries(byMethod)) {
    const perform = methods[name] as AnyFunction;
    methods[name] = function (this: { readonly fd: number }, ...args: unknown[]) {
      const wrapped = around(name, perform, (given) => actingOf(this.fd, given), 'promise');
      return wrapped.apply(this, args);
    };
  }
}

/** What has been written goes on its way before the service does anything else. */
function watchConnections(channel: Channel): void {
  const methods = Socket.prototype as unknown as Record<string, AnyFunction>;
  for (const name of ['_write', '_writev']) {
    const perform = methods[name] as AnyFunction;
    methods[name] = function (this: Socket & { _bytesDispatched?: number }, ...args: unknown[]) {
      const result = perform.apply(this, args);
      const by = wayOf(this);
      const bytes = this._bytesDispatched;
      if (by !== undefined && bytes !== undefined && !this.connecting) {
        channel.ask({ type: 'wrote', by, bytes });
      }
      return result;
    };
  }
}
