import { perProcess } from '../current.ts';
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

const given = perProcess<{ host: WebHost | null }>(() => ({ host: null }));

function current(): WebHost {
  const { host } = given();
  if (host === null) throw new Error('The web platform has no host. Call createWeb(host) first.');
  return host;
}

/** That of the current process: its classes can reach the clock without being given it each time. */
export const host: WebHost = {
  get clock() {
    return current().clock;
  },
  get timers() {
    return current().timers;
  },
  get random() {
    return current().random;
  },
  get network() {
    return current().network;
  },
  enter: (callback) => current().enter(callback),
  nextTick: (callback) => current().nextTick(callback),
  openHandle: () => current().openHandle(),
};

export function runWebOn(host: WebHost): void {
  given().host = host;
}
