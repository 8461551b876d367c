import { outOfRange } from '../errors/argument-error.ts';
import { invalidArgument } from '../errors/node-error.ts';

/** What calls of the operating system fail with here: libuv's numbers on Linux, and its words. */
const SYSTEM_ERRORS = new Map<number, readonly [name: string, message: string]>([
  [-1, ['EPERM', 'operation not permitted']],
  [-2, ['ENOENT', 'no such file or directory']],
  [-9, ['EBADF', 'bad file descriptor']],
  [-13, ['EACCES', 'permission denied']],
  [-17, ['EEXIST', 'file already exists']],
  [-18, ['EXDEV', 'cross-device link not permitted']],
  [-20, ['ENOTDIR', 'not a directory']],
  [-21, ['EISDIR', 'illegal operation on a directory']],
  [-22, ['EINVAL', 'invalid argument']],
  [-24, ['EMFILE', 'too many open files']],
  [-28, ['ENOSPC', 'no space left on device']],
  [-32, ['EPIPE', 'broken pipe']],
  [-36, ['ENAMETOOLONG', 'name too long']],
  [-39, ['ENOTEMPTY', 'directory not empty']],
  [-98, ['EADDRINUSE', 'address already in use']],
  [-104, ['ECONNRESET', 'connection reset by peer']],
  [-110, ['ETIMEDOUT', 'connection timed out']],
  [-111, ['ECONNREFUSED', 'connection refused']],
  [-113, ['EHOSTUNREACH', 'host is unreachable']],
]);

/** The errors that can be met here, by number; Node's own map has those of every system call. */
export function getSystemErrorMap(): Map<number, readonly [name: string, message: string]> {
  return new Map(SYSTEM_ERRORS);
}

export function getSystemErrorName(errno: unknown): string {
  if (typeof errno !== 'number') throw invalidArgument('err', 'of type number', errno);
  if (!(Number.isSafeInteger(errno) && errno < 0)) {
    throw outOfRange('err', 'a negative integer', errno);
  }
  return SYSTEM_ERRORS.get(errno)?.[0] ?? `Unknown system error ${errno}`;
}
