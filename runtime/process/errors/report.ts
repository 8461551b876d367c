import { inspect } from 'node-inspect-extracted';
import { sourceLine } from '../program.ts';
import { nodeError } from './node-error.ts';
import { reveal, stackOf } from './stack.ts';

/** What Node prints when an error ends the process, without the line that names its version. */
export function reportUncaught(error: unknown): string {
  if (!(error instanceof Error))
    return `Uncaught ${inspect(error)}\n(an error thrown as a plain value has no stack: throw new Error(...) instead)\n`;
  reveal(error);
  return `${excerptOf(error)}${inspect(error)}\n`;
}

/** Node's own error for a promise that rejected with something that is no Error. */
export function unhandledRejectionError(reason: unknown): Error {
  const message =
    'This error originated either by throwing inside of an async function without a catch block, ' +
    'or by rejecting a promise which was not handled with .catch(). ' +
    `The promise rejected with the reason "${inspect(reason)}".`;
  const error = nodeError(Error, 'ERR_UNHANDLED_REJECTION', message);
  error.stack = `[UnhandledPromiseRejection: ${message}]`;
  return error;
}

/**
 * The line that made the error and a caret under the place. (Node shows where it was thrown, which
 * is the same line as a rule; once caught, an error does not tell.)
 */
function excerptOf(error: Error): string {
  const frame = /\((file:\/\/.*):(\d+):(\d+)\)$|at (?:async )?(file:\/\/.*):(\d+):(\d+)$/m.exec(
    stackOf(error),
  );
  if (frame === null) return '';
  const url = frame[1] ?? frame[4] ?? '';
  const line = Number(frame[2] ?? frame[5]);
  const column = Number(frame[3] ?? frame[6]);
  const source = sourceLine(url, line);
  if (source === null) return '';
  const indent = source.slice(0, column - 1).replace(/[^\t]/g, ' ');
  return `${url}:${line}\n${source}\n${indent}^\n\n`;
}
