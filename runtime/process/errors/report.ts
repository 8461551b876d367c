import { inspect } from 'node-inspect-extracted';
import { emittedAt } from '../events/unhandled.ts';
import { sourceLine } from '../program.ts';
import { isInstance, printed } from './hostile.ts';
import { nodeError } from './node-error.ts';
import { FETCH_FRAME, reveal, stackOf } from './stack.ts';

/** How an error came to be nobody's: thrown in a callback, or the reason of a promise. */
export type Uncaught = 'thrown' | 'rejected';

/** What Node prints when an error ends the process, without the line that names its version. */
export function reportUncaught(error: unknown, how: Uncaught): string {
  if (!isInstance(error, Error)) return `Uncaught ${printed(error)}\n${NO_STACK}\n`;
  try {
    return reportOf(error, how);
  } catch {
    return `Uncaught ${printed(error)}\n`;
  }
}

function reportOf(error: Error, how: Uncaught): string {
  if (error.name === UNHANDLED_REJECTION) return rejectionReport(error);
  reveal(error);
  const emitted = emittedAt(error);
  if (emitted !== null) error.stack += emitted;
  const excerpt = emitted === null ? (nodesOwn(error) ?? excerptOf(error, how)) : NODE_EMITS;
  return `${excerpt}${inspect(error)}\n`;
}

/** The lines of its own that Node shows above errors that it throws itself. */
const NODE_EMITS = `node:events:502
      throw er; // Unhandled 'error' event
      ^

`;
const NODE_FETCHES = `node:internal/deps/undici/undici:14976
      Error.captureStackTrace(err);
            ^

`;

/** The lines that Node shows of its fetch, where that failed; null for another error. */
function nodesOwn({ stack = '' }: Error): string | null {
  return stack.includes(`\n    at ${FETCH_FRAME}`) ? NODE_FETCHES : null;
}

const UNHANDLED_REJECTION = 'UnhandledPromiseRejection';
const NODE_REJECTS = `node:internal/process/promises:389
      new UnhandledPromiseRejection(reason);
      ^

`;

const NODE_REJECTS_AT = 'throwUnhandledRejectionsMode (node:internal/process/promises:389:7)';

/** The error of a promise that rejected with no Error: Node throws it, and so shows its own line. */
function rejectionReport({ stack, code }: Error & { code?: unknown }): string {
  return `${NODE_REJECTS}${stack}\n    at ${NODE_REJECTS_AT} {\n  code: '${code}'\n}\n`;
}

const NO_STACK = '(what is no Error has no stack: write `throw new Error(...)` to see where)';

/** Node's own error for a promise that rejected with something that is no Error. */
export function unhandledRejectionError(reason: unknown): Error {
  const message =
    'This error originated either by throwing inside of an async function without a catch block, ' +
    'or by rejecting a promise which was not handled with .catch(). ' +
    `The promise rejected with the reason "${typeof reason === 'string' ? reason : printed(reason)}".`;
  const error = nodeError(Error, 'ERR_UNHANDLED_REJECTION', message);
  error.name = UNHANDLED_REJECTION;
  // It was made here and not where the promise was: frames would mislead.
  error.stack = `${error.name}: ${message}`;
  return error;
}

/**
 * The line that made the error and a caret under the place. Of one that was thrown Node shows the
 * `throw`; an error that was caught does not tell, but as a rule it stands on the same line.
 */
function excerptOf(error: Error, how: Uncaught): string {
  const frame = /\((file:\/\/.*):(\d+):(\d+)\)$|at (?:async )?(file:\/\/.*):(\d+):(\d+)$/m.exec(
    stackOf(error),
  );
  if (frame === null) return '';
  const url = frame[1] ?? frame[4] ?? '';
  const line = Number(frame[2] ?? frame[5]);
  const column = Number(frame[3] ?? frame[6]);
  const source = sourceLine(url, line);
  if (source === null) return '';
  const before = source.slice(0, column - 1);
  const thrown = how === 'thrown' ? before.search(/\bthrow\s[^;]*$/) : -1;
  const indent = (thrown < 0 ? before : before.slice(0, thrown)).replace(/[^\t]/g, ' ');
  return `${url}:${line}\n${source}\n${indent}^\n\n`;
}
