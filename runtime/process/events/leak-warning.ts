import type { Emitter, EventName } from './event-emitter.ts';

/** Whoever tells the learner: the process, which is an emitter itself and so cannot be asked here. */
let warn: (warning: Error) => void = () => {};

/** Names of events that an emitter has been warned of. */
const warned = new WeakMap<Emitter, Set<EventName>>();

export function warnOfLeaksBy(given: (warning: Error) => void): void {
  warn = given;
}

/** Node's guess that listeners are added and never removed. Said once for each event. */
export function warnOfLeak(emitter: Emitter, name: EventName, count: number, max: number): void {
  if (max <= 0 || count <= max) return;
  const names = warned.get(emitter) ?? new Set();
  if (names.has(name)) return;
  warned.set(emitter, names.add(name));
  const maker = emitter.constructor.name;
  const warning = new Error(
    `Possible EventEmitter memory leak detected. ${count} ${String(name)} listeners added to ` +
      `[${maker}]. MaxListeners is ${max}. Use emitter.setMaxListeners() to increase limit`,
  );
  warn(Object.assign(warning, { name: 'MaxListenersExceededWarning', emitter, type: name, count }));
}
