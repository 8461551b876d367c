import type { Host } from './host.ts';

/**
 * The host of this process. One evaluation of this folder's modules is one process, as one Node is:
 * its classes, its event loop and its open handles are module state, and this is where they meet
 * the world.
 */
export let host: Host;

/** Gives the process its host; must come before anything else in this folder is used. */
export function runOn(given: Host): void {
  host = given;
}
