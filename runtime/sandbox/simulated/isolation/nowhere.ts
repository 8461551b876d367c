import { freshVolume } from '../../../process/fs/fresh-volume.ts';
import type { Host, TimerId } from '../../../process/index.ts';

const nothing = () => {};

/** Where a process can be made but nothing happens: to see what it is made of. */
export const NOWHERE: Host = {
  clock: { epochMs: () => 0, monotonicMs: () => 0 },
  timers: { set: () => 0 as TimerId, clear: nothing, soon: nothing },
  random: (bytes) => void bytes.fill(0),
  network: {
    listen: () => ({ close: nothing }),
    connect: () => ({ cancel: nothing }),
  },
  files: { image: freshVolume(0), record: nothing, full: nothing, later: nothing, sync: nothing },
  output: nothing,
  signals: { handle: nothing, raise: nothing },
  errors: { uncaught: nothing, unhandledRejection: nothing, rejectionHandled: nothing },
  exit: nothing,
  mapStack: (stack) => stack,
};
