/**
 * Checks in a thread of Node's: for the terminal. It runs what is bundled here beforehand, for what a
 * loader makes of TypeScript file by file is a third slower.
 */
import type { LaunchVessel } from '../vessel.ts';
import { Thread } from './thread.ts';

/** What the code of a check and the services in it may take, unless told. */
const MEMORY_MB = 768;

/** Threads that serve checks; `CheckJob.check` is the URL of a step's check.ts. */
export function threads({ memoryMb = MEMORY_MB } = {}): LaunchVessel {
  return (events) => new Thread(memoryMb, events);
}
