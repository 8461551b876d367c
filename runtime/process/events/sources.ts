import { invalidArgument } from '../errors/node-error.ts';
import type { Emitter, EventName, Listener } from './event-emitter.ts';

/** What node:events can listen to: an emitter, or an EventTarget. */
export type EventSource = Emitter | Target;

interface Target {
  addEventListener(name: string, listener: Listener, options?: { once?: boolean }): void;
  removeEventListener(name: string, listener: Listener): void;
}

export function isTarget(source: EventSource): source is Target {
  return typeof (source as Emitter).on !== 'function' && 'addEventListener' in source;
}

/** Adds a listener, and returns how to remove it. Throws when the source is neither. */
export function listen(
  source: EventSource,
  name: EventName,
  times: 'once' | 'always',
  listener: Listener,
): () => void {
  if (typeof (source as Partial<Emitter> | null)?.on === 'function') {
    const emitter = source as Emitter;
    if (times === 'once') emitter.once(name, listener);
    else emitter.on(name, listener);
    return () => void emitter.removeListener(name, listener);
  }
  if (typeof (source as Partial<Target> | null)?.addEventListener === 'function') {
    const target = source as Target;
    target.addEventListener(name as string, listener, { once: times === 'once' });
    return () => target.removeEventListener(name as string, listener);
  }
  throw invalidArgument('emitter', 'an instance of EventEmitter', source);
}
