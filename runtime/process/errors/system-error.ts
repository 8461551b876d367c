/** Numbers that Node puts into `errno` on Linux (libuv's, negative). */
const ERRNO: Readonly<Record<string, number>> = {
  EADDRINUSE: -98,
  EINVAL: -22,
  EMFILE: -24,
  ECONNREFUSED: -111,
  ECONNRESET: -104,
  ENOTFOUND: -3008,
  ETIMEDOUT: -110,
};

const WORDS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'address already in use',
  EMFILE: 'too many open files',
};

export interface SystemError extends Error {
  code: string;
  errno: number | undefined;
  syscall: string;
  address?: string;
  port?: number;
}

/** A failed call of the operating system: `listen EADDRINUSE: address already in use :::4000`. */
export function systemError(
  code: string,
  syscall: string,
  at?: { address: string; port: number },
): SystemError {
  const words = WORDS[code];
  const place = at === undefined ? '' : ` ${at.address}:${at.port}`;
  const message = `${syscall} ${code}${words === undefined ? '' : `: ${words}`}${place}`;
  const errno = ERRNO[code];
  // In the order in which Node prints them: it makes the errors of listen in a place of their own.
  const numbers = syscall === 'listen' ? { code, errno } : { errno, code };
  return Object.assign(new Error(message), { ...numbers, syscall, ...at });
}
