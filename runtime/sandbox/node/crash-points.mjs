/**
 * Lets a service crash at an exact point: loaded when one is asked for. Before and after it does
 * something to a file, and after it has written to a connection, the process asks the sandbox and
 * stands still until that has looked; the sandbox kills it there, or lets it go on.
 */
import { fstatSync, readFileSync, readlinkSync } from 'node:fs';
import { relative } from 'node:path';
import process from 'node:process';

let isWatching = false;

export function watch({ ask, TCP }) {
  if (isWatching) return;
  isWatching = true;
  watchFiles(ask);
  watchConnections(ask, TCP);
}

/** All of node:fs, in its synchronous, callback and promise forms, ends in these. */
function watchFiles(ask) {
  const binding = process.binding('fs');
  const acting = (when, { action, path }) =>
    ask({ type: 'acting', moment: { when, action, path } });
  const around = (name, actionOf) => {
    const perform = binding[name];
    binding[name] = {
      [name](...args) {
        const action = actionOf(args);
        if (action === null) return perform.apply(this, args);
        acting('before', action);
        const request = args.find((arg) => typeof arg?.oncomplete === 'function');
        if (request !== undefined) {
          const { oncomplete } = request;
          request.oncomplete = function (...results) {
            if (!results[0]) acting('after', action);
            return oncomplete.apply(this, results);
          };
        }
        const result = perform.apply(this, args);
        if (typeof result?.then === 'function') {
          return result.then((value) => {
            acting('after', action);
            return value;
          });
        }
        if (request === undefined) acting('after', action);
        return result;
      },
    }[name];
  };
  const write = (positionAt) => (args) => appendOf(args[0], args[positionAt]);
  around('writeBuffer', write(4));
  around('writeBuffers', write(2));
  around('writeString', write(2));
  around('writeFileUtf8', ([file, , flags]) => {
    if (typeof file === 'number') return appendOf(file, null);
    return { action: 'append', path: nameOf(file), flags };
  });
  around('fsync', ([fd]) => fileAction('fsync', fd));
  around('fdatasync', ([fd]) => fileAction('fsync', fd));
  around('rename', ([, to]) => ({ action: 'rename', path: nameOf(to) }));
}

/** A write at the end of a regular file is an append, whatever it was opened for. */
function appendOf(fd, position) {
  const action = fileAction('append', fd);
  if (action === null) return null;
  const stats = fstatSync(fd);
  if (!stats.isFile()) return null;
  const at =
    typeof position === 'number' || typeof position === 'bigint' ? Number(position) : offsetOf(fd);
  return at === null || at < 0 || at >= stats.size ? action : null;
}

/** Null where the system does not tell, and for a file that is open for appending. */
function offsetOf(fd) {
  try {
    const info = readFileSync(`/proc/self/fdinfo/${fd}`, 'latin1');
    const isAppending =
      (Number.parseInt(/flags:\s*(\d+)/.exec(info)?.[1] ?? '0', 8) & 0o2000) !== 0;
    return isAppending ? null : Number(/pos:\s*(\d+)/.exec(info)?.[1]);
  } catch {
    return null;
  }
}

function fileAction(action, fd) {
  try {
    const path = readlinkSync(`/proc/self/fd/${fd}`);
    return path.startsWith('/') ? { action, path: nameOf(path) } : null;
  } catch {
    return { action, path: '' };
  }
}

/** As in the volume, which is the working directory that the process began with. */
const volume = process.cwd();

function nameOf(path) {
  return relative(volume, String(path));
}

function watchConnections(ask, { prototype }) {
  for (const name of Object.getOwnPropertyNames(Object.getPrototypeOf(prototype))) {
    if (!name.startsWith('write') || name === 'writeQueueSize') continue;
    const write = prototype[name];
    prototype[name] = {
      [name](...args) {
        const failed = write.apply(this, args);
        // What the system has not taken yet is sent later, while the program goes on.
        if (!failed && this.writeQueueSize === 0) {
          const by = wayOf(this, prototype);
          if (by !== null) ask({ type: 'wrote', by, bytes: this.bytesWritten });
        }
        return failed;
      },
    }[name];
  }
}

function wayOf(handle, prototype) {
  if (handle.brownoutCall !== undefined) return { id: handle.brownoutCall };
  const peer = {};
  return prototype.getpeername.call(handle, peer) === 0 ? { port: peer.port } : null;
}
