/** The sentences that tell a learner why a service did not start: the same in every sandbox. */
import { type Diagnostic, formatDiagnostic } from '../compile/types.ts';
import { StartError } from './errors.ts';

export function doesNotCompile(
  service: string,
  diagnostics: readonly [Diagnostic, ...Diagnostic[]],
): StartError {
  const [first, ...others] = diagnostics;
  const more = others.length === 0 ? '' : ` (and ${count(others.length, 'more problem')})`;
  return new StartError(
    service,
    { code: 'does-not-compile', diagnostics },
    `${service} does not compile${more}: ${formatDiagnostic(first)}`,
    first.hint === '' ? `Mend ${first.file} and start ${service} again.` : first.hint,
  );
}

/** `meant` is the workspace's file whose name is closest, when one is close. */
export function noSuchEntry(service: string, entry: string, meant: string | null): StartError {
  const message = `${service} has no entry: there is no file ${entry} in the workspace.`;
  const hint =
    meant === null
      ? `Create ${entry}, or name another file as the entry.`
      : `Did you mean ${meant}?`;
  return new StartError(service, { code: 'no-such-entry', entry }, message, hint);
}

/** `holder` is the instance that listens there; null when it is a program outside the sandbox. */
export function portInUse(
  service: string,
  port: number,
  holder: string | null,
  hint: string,
): StartError {
  const who = holder === null ? 'another program' : holder;
  return new StartError(
    service,
    { code: 'port-in-use', port },
    `${service} cannot listen on port ${port}: ${who} listens there already.`,
    hint,
  );
}

/** What to do when `holder`, an instance of the same sandbox, has the port. */
export function hintForHolder(holder: string): string {
  return `Stop ${holder} first, or give this instance another port.`;
}

/** `stack` begins with the error's name and message; its frames are the learner's own. */
export function threw(service: string, stack: string): StartError {
  return new StartError(
    service,
    { code: 'threw', stack },
    `${service} threw before it listened: ${headline(stack)}`,
    stack,
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

export function startAborted(service: string): StartError {
  return new StartError(
    service,
    { code: 'aborted' },
    `${service} was stopped while it started.`,
    'Start it again when you are ready.',
  );
}

/** The first line of a stack that names an error: `TypeError: name is not a function`. */
function headline(stack: string): string {
  const lines = stack.split('\n');
  const named = lines.find((line) => /^(Uncaught )?[\w$.]*(Error|Exception)\b/.test(line));
  return named ?? lines[0] ?? '';
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
