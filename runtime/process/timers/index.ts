/** node:timers, node:timers/promises and the globals of the same names. */
import { Immediate } from './immediate.ts';
import { checkCallback, Timeout, timeoutByNumber } from './timeout.ts';

export { Immediate } from './immediate.ts';
export { Timeout } from './timeout.ts';

export function setTimeout(callback: unknown, delayMs?: unknown, ...args: unknown[]): Timeout {
  checkCallback(callback);
  return new Timeout(callback, args, delayMs, false);
}

export function setInterval(callback: unknown, delayMs?: unknown, ...args: unknown[]): Timeout {
  checkCallback(callback);
  return new Timeout(callback, args, delayMs, true);
}

export function setImmediate(callback: unknown, ...args: unknown[]): Immediate {
  checkCallback(callback);
  return new Immediate(callback, args);
}

/** Takes what setTimeout or setInterval returned, its number, or nothing at all. */
export function clearTimeout(timer?: unknown): void {
  if (timer instanceof Timeout) timer.close();
  else if (typeof timer === 'number' || typeof timer === 'string') {
    timeoutByNumber(Number(timer))?.close();
  }
}

export const clearInterval = clearTimeout;

export function clearImmediate(immediate?: unknown): void {
  if (immediate instanceof Immediate) immediate.clear();
}
