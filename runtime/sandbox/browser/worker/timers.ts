import type { HostTimers, TimerId } from '../../../process/index.ts';
import type { PauseGate } from '../../pause-gate.ts';

/** The engine's timers; taken before the program's own globals hide them. */
export function createTimers(): HostTimers {
  const { setTimeout, clearTimeout } = globalThis;
  const waiting: (() => void)[] = [];
  const { port1, port2 } = new MessageChannel();
  const knock = port2.postMessage.bind(port2, null);
  port1.onmessage = () => waiting.shift()?.();
  return {
    set: (delayMs, run) => setTimeout(run, delayMs) as unknown as TimerId,
    clear: (id) => clearTimeout(id),
    // A message is a task as soon as one can be; a timer of no delay may wait for 4 ms.
    soon: (run) => {
      waiting.push(run);
      knock();
    },
  };
}

/** Timers that wait while the process is paused. */
export function gatedTimers(timers: HostTimers, gate: PauseGate): HostTimers {
  const waiting = new Set<TimerId>();
  return {
    set: (delayMs, run) => {
      const id = timers.set(delayMs, () => {
        if (gate.isOpen) {
          run();
          return;
        }
        waiting.add(id);
        // It may be cleared while it waits.
        gate.admits('timer', () => {
          if (waiting.delete(id)) run();
        });
      });
      return id;
    },
    clear: (id) => {
      waiting.delete(id);
      timers.clear(id);
    },
    soon: (run) =>
      timers.soon(() => {
        if (gate.admits('soon', run)) run();
      }),
  };
}
