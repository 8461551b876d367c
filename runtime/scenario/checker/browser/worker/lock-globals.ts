/**
 * Fastens all that the worker's global object has, and what ports and events inherit. No learner's
 * code should find them: see `sandbox/simulated/isolation`. One that finds a way round that still
 * cannot put anything in their place.
 */
export function lockGlobals(): void {
  for (const { prototype } of [MessagePort, MessageEvent, Event, EventTarget, Blob]) {
    Object.freeze(prototype);
  }
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    const property = Object.getOwnPropertyDescriptor(globalThis, name);
    if (property?.configurable !== true) continue;
    const fastened = 'value' in property ? { writable: false } : {};
    Object.defineProperty(globalThis, name, { ...fastened, configurable: false });
  }
}
