import type { HostTimers, TimerId } from '../../../process/index.ts';
import type { PauseGate } from '../../pause-gate.ts';

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
