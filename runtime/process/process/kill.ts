import { host } from '../current.ts';
import { invalidArgument, nodeError } from '../errors/node-error.ts';
import { NotAvailableError } from '../errors/not-available.ts';
import type { ProcessSignal } from '../host.ts';
import { SIGNALS } from '../os.ts';

/** Those that a process can handle here; others do what they do to every process. */
const DELIVERED = new Set(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGUSR1', 'SIGUSR2', 'SIGKILL']);

/** process.kill: a process reaches itself only. `own` is its id. */
export function kill(own: number, pid: unknown, signal: unknown): void {
  const number = Number(pid);
  if (typeof pid !== 'number' && `${number}` !== pid) {
    throw invalidArgument('pid', 'of type number', pid);
  }
  const name = signalName(signal);
  if (number !== own) {
    const hint = 'Stop other instances with the Stop button or a signal.';
    throw new NotAvailableError('process.kill of another process', hint);
  }
  if (name === null) return;
  if (!DELIVERED.has(name)) {
    const hint = `Use one of ${[...DELIVERED].join(', ')}.`;
    throw new NotAvailableError(`The signal ${name}`, hint);
  }
  host.signals.raise(name as ProcessSignal | 'SIGKILL');
}

/** Null for signal 0, which only asks whether the process is there. */
function signalName(signal: unknown): string | null {
  if (signal === 0 || signal === '0') return null;
  const named = Object.entries(SIGNALS).find(
    ([name, number]) => name === signal || number === signal,
  );
  if (named !== undefined) return named[0];
  throw nodeError(TypeError, 'ERR_UNKNOWN_SIGNAL', `Unknown signal: ${signal}`);
}
