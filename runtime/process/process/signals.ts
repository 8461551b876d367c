import { host } from '../current.ts';
import { systemError } from '../errors/system-error.ts';
import type { EventEmitter } from '../events/index.ts';
import type { ProcessSignal } from '../host.ts';
import { enter } from '../loop.ts';

/** Linux's numbers. */
const NUMBERS: Readonly<Record<ProcessSignal, number>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGUSR1: 10,
  SIGUSR2: 12,
  SIGTERM: 15,
};

/** Lets the host know of every signal for which the process has a listener, and passes it on. */
export function connectSignals(process: EventEmitter): void {
  process.on('newListener', (event: string | symbol) => {
    if (event === 'SIGKILL' || event === 'SIGSTOP') throw systemError('EINVAL', 'uv_signal_start');
    if (!isSignal(event) || process.listenerCount(event) > 0) return;
    host.signals.handle(event, () => {
      enter(() => process.emit(event, event, NUMBERS[event]));
    });
  });
  process.on('removeListener', (event: string | symbol) => {
    if (isSignal(event) && process.listenerCount(event) === 0) host.signals.handle(event, null);
  });
}

function isSignal(event: string | symbol): event is ProcessSignal {
  return typeof event === 'string' && Object.hasOwn(NUMBERS, event);
}
