import type { Host } from './host.ts';

/**
 * Which process is running. Several can share one evaluation of this folder's modules: each has a
 * host and a state of its own, and whoever calls back into one makes it the current one first. A
 * host's callback is a task of its own, whose promises settle before the next: so the current
 * process is the right one in all of their continuations too.
 */
export interface ProcessState {
  readonly host: Host;
  /** What `perProcess` has made for it. */
  readonly slots: unknown[];
}

/** The host of the current process. */
export let host: Host;

let slots: unknown[] = [];
let slotCount = 0;

/** Gives a new process its host and makes it the current one, before anything else here is used. */
export function runOn(given: Host): ProcessState {
  const created: ProcessState = { host: given, slots: [] };
  makeCurrent(created);
  return created;
}

/** From here on until the next call, everything in this folder is that process's. */
export function makeCurrent(process: ProcessState): void {
  if (process.slots === slots) return;
  for (const { putAway } of keepers) putAway();
  host = process.host;
  slots = process.slots;
  for (const { takeOut } of keepers) takeOut();
}

/** Keeps the processes' own values of something that a library has one of for all. */
export interface Keeper {
  /** Called before another process becomes the current one. */
  putAway(): void;
  /** Called when the process has become the current one. */
  takeOut(): void;
}

const keepers: Keeper[] = [];

export function keepApart(keeper: Keeper): void {
  keepers.push(keeper);
}

/**
 * In place of a variable of a module: the function that it returns gives the current process's own
 * value, which is made when it is first asked for.
 */
export function perProcess<T extends object>(create: () => T): () => T {
  const slot = slotCount++;
  return () => {
    slots[slot] ??= create();
    return slots[slot] as T;
  };
}
