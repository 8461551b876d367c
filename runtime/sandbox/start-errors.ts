/** The sentences that tell a learner why a service did not start: the same in every sandbox. */
import { closest, didYouMean } from '../compile/diagnose/spelling.ts';
import type { Diagnostic } from '../compile/types.ts';
import { StartError } from './errors.ts';

export function doesNotCompile(
  service: string,
  diagnostics: readonly [Diagnostic, ...Diagnostic[]],
): StartError {
  const [{ file, line, column, message, hint }] = diagnostics;
  return new StartError(
    service,
    { code: 'does-not-compile', diagnostics },
    `${service} does not compile: ${file}:${line}:${column} ${message}`,
    hint === '' ? `Mend ${file}, line ${line}, and start ${service} again.` : hint,
  );
}

/** `paths` are the workspace's files, one of which was probably meant. */
export function noSuchEntry(service: string, entry: string, paths: Iterable<string>): StartError {
  const meant = closest(entry, paths);
  return new StartError(
    service,
    { code: 'no-such-entry', entry },
    `${service} has no entry: there is no file ${entry} in the workspace.`,
    didYouMean(meant) || `Create ${entry}, or name another file as the entry.`,
  );
}

/** `holder` is the instance of the same sandbox that listens there. */
export function portInUse(service: string, port: number, holder: string): StartError {
  return new StartError(
    service,
    { code: 'port-in-use', port },
    `${service} cannot listen on port ${port}: ${holder} listens there already.`,
    `Stop ${holder} first, or give this instance another port.`,
  );
}

/** `holder` is the instance that has the volume. */
export function volumeInUse(service: string, volume: string, holder: string): StartError {
  return new StartError(
    service,
    { code: 'volume-in-use', volume },
    `${service} cannot have the volume '${volume}': ${holder} has it.`,
    `Stop ${holder} first, or give this instance another volume.`,
  );
}

/** `stack` names the error and has the learner's own frames only: `at greet (hello/a.ts:3:9)`. */
export function threw(service: string, stack: string): StartError {
  const place = placeIn(stack);
  return new StartError(
    service,
    { code: 'threw', stack },
    `${service} threw before it listened: ${headline(stack)}`,
    place === undefined ? 'Its output may say more.' : `Look at ${place}.`,
  );
}

export function exitedEarly(
  service: string,
  exitCode: number | null,
  signal: string | null,
): StartError {
  const how = signal === null ? `exit code ${exitCode}` : signal;
  const failure = { code: 'exited', exitCode, signal } as const;
  if (exitCode === 0) {
    return new StartError(
      service,
      failure,
      `${service} ended by itself (${how}) before it listened: nothing keeps it running.`,
      'Did you forget server.listen(...)?',
    );
  }
  const message = `${service} ended (${how}) before it listened.`;
  return new StartError(service, failure, message, 'Its output may say why.');
}

export function notListening(service: string, waitedMs: number): StartError {
  return new StartError(
    service,
    { code: 'not-listening', waitedMs },
    `${service} runs, but after ${waitedMs / 1000} s it listens on nothing.`,
    'Is server.listen(...) missing, or does an endless loop or a wait keep it from getting there?',
  );
}

export function wrongPort(service: string, given: number, listensOn: number): StartError {
  return new StartError(
    service,
    { code: 'wrong-port', given, listensOn },
    `${service} listens on port ${listensOn}, but it was told PORT=${given}.`,
    'Read the port from process.env.PORT.',
  );
}

/** The sandbox did not start it, or ended it while it started, for one of the sandbox's limits. */
export function limitReached(
  service: string,
  { limit, message, hint }: { limit: string; message: string; hint: string },
): StartError {
  return new StartError(service, { code: 'limit-reached', limit }, message, hint);
}

export function startAborted(service: string): StartError {
  return new StartError(
    service,
    { code: 'aborted' },
    `${service} was stopped while it started.`,
    'Start it again when you are ready.',
  );
}

/** The first place that a stack names, one with a column if there is any: `hello/server.ts:3:9`. */
function placeIn(stack: string): string | undefined {
  const places = [
    ...stack.matchAll(/(?<![\w/.@-])(?:file:\/\/\/)?([\w@./-]+\.[cm]?[jt]s:\d+(:\d+)?)/g),
  ];
  const exact = places.find(([, , column]) => column !== undefined);
  return (exact ?? places[0])?.[1];
}

/** What Node prints above an uncaught error: the place, its line, and marks below it. */
const EXCERPT = /^\S+:\d+\n[^\n]*\n\s*\^+\n+/;

/** The line of a stack that names the error: `TypeError: name is not a function`. */
function headline(stack: string): string {
  const [first = ''] = stack.replace(EXCERPT, '').split('\n');
  // A brace opens the error's own properties, which Node prints below.
  return first.replace(/ \{$/, '');
}
