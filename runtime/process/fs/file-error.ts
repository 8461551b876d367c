/** What the operating system says, by code: the number in `errno` (Linux, negative) and the words. */
const FAILURES = {
  EACCES: [-13, 'permission denied'],
  EBADF: [-9, 'bad file descriptor'],
  EEXIST: [-17, 'file already exists'],
  EINVAL: [-22, 'invalid argument'],
  EISDIR: [-21, 'illegal operation on a directory'],
  EMFILE: [-24, 'too many open files'],
  ENAMETOOLONG: [-36, 'name too long'],
  ENOENT: [-2, 'no such file or directory'],
  ENOSPC: [-28, 'no space left on device'],
  ENOTDIR: [-20, 'not a directory'],
  ENOTEMPTY: [-39, 'directory not empty'],
  EPERM: [-1, 'operation not permitted'],
} as const;

export type FileFailure = keyof typeof FAILURES;

/** A call of the operating system: its name and the paths it was given, as the program wrote them. */
export interface SystemCall {
  readonly syscall: string;
  readonly path?: string;
  readonly dest?: string;
}

export interface FileError extends Error {
  errno: number;
  code: string;
  syscall: string;
  path?: string;
  dest?: string;
}

/** A system call that failed, as Node words it: `ENOENT: no such file or directory, open 'x'`. */
export function fileError(code: FileFailure, { syscall, path, dest }: SystemCall): FileError {
  const [errno, words] = FAILURES[code];
  const from = path === undefined ? '' : ` '${path}'`;
  const to = dest === undefined ? '' : ` -> '${dest}'`;
  return Object.assign(new Error(`${code}: ${words}, ${syscall}${from}${to}`), {
    errno,
    code,
    syscall,
    ...(path === undefined ? {} : { path }),
    ...(dest === undefined ? {} : { dest }),
  });
}
