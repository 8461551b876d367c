import type { HostTimers, TimerId } from '../../../process/index.ts';
import { TimerQueue } from './timer-queue.ts';

/**
 * Timers over one of the engine's, which is set for the earliest: the engine's own cost many times
 * what a request does. Taken before the program's own globals hide what this is made of.
 *
 * The engine's timer only posts a message; what is due runs in the task of a message. Engines hold
 * timers that were set by timers back for 4 ms, and those set in a message's task they do not.
 */
export function createTimers(): HostTimers {
  const { setTimeout, clearTimeout } = globalThis;
  const nowMs = performance.now.bind(performance);
  const queue = new TimerQueue();
  const soon = createSoon();
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** When what is due will be looked for again, by the engine's timer or by a message under way. */
  let wakesAtMs = Number.POSITIVE_INFINITY;

  /** One that comes too early finds nothing due, so that taking a timer back costs nothing. */
  const arm = () => {
    const dueMs = queue.nextDueMs;
    if (dueMs >= wakesAtMs) return;
    clearTimeout(timer);
    wakesAtMs = dueMs;
    timer = setTimeout(knock, Math.max(0, Math.ceil(dueMs - nowMs())));
  };
  const knock = () => {
    wakesAtMs = Number.NEGATIVE_INFINITY;
    soon(runDue);
  };
  const runDue = () => {
    const due = queue.takeDue(nowMs());
    // A task for each: promises settle between two timers.
    if (queue.nextDueMs <= nowMs()) {
      knock();
    } else {
      wakesAtMs = Number.POSITIVE_INFINITY;
      arm();
    }
    due?.();
  };

  return {
    set: (delayMs, run) => {
      const id = queue.add(nowMs() + delayMs, run);
      arm();
      return id as TimerId;
    },
    clear: (id) => queue.remove(id),
    soon,
  };
}

/** A message is a task as soon as one can be; an engine's timer of no delay may wait for 4 ms. */
function createSoon(): HostTimers['soon'] {
  const waiting: (() => void)[] = [];
  const { port1, port2 } = new MessageChannel();
  const knock = port2.postMessage.bind(port2, null);
  port1.onmessage = () => waiting.shift()?.();
  return (run) => {
    waiting.push(run);
    knock();
  };
}
