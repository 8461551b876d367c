import type { Host } from '../host.ts';

/** What the web platform needs from the process that it is part of. */
export interface WebHost extends Pick<Host, 'clock' | 'timers' | 'random' | 'network'> {
  /** Runs what the host called back with as a turn of the event loop. */
  enter(callback: () => void): void;
  /** As process.nextTick: after the callback that is running. What it throws is uncaught. */
  nextTick(callback: () => void): void;
  /** Keeps the process alive until the returned function is called; calling it again does nothing. */
  openHandle(): () => void;
}

/**
 * The host of this process. One evaluation of these modules is one process, so that its classes
 * can reach the clock without being given it at every call.
 */
export let host: WebHost;

export function runWebOn(given: WebHost): void {
  host = given;
}
