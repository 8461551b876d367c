import { VOLUME_LIMIT_BYTES } from '../process/fs/volume.ts';

/** What the learner is told besides ENOSPC, which their program gets: what happened, and what to do. */
export const VOLUME_FULL = [
  `has filled its disk of ${VOLUME_LIMIT_BYTES / 2 ** 20} MB: it cannot write more (ENOSPC)`,
  'Remove or cut short files that are not needed any more, as a log does that is compacted. Or start it with another disk.',
] as const;
