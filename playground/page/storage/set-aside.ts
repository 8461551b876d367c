import { keys } from './keys.ts';
import type { TextStore } from './text-store.ts';

/**
 * Moves a text that cannot be read to a key of its own, so that nothing overwrites it, and returns
 * that key; null when the store has no room, and the text then stays where it was.
 */
export function setAside(store: TextStore, key: string, foundAt: string): string | null {
  const text = store.read(key);
  if (text === null) return null;
  const aside = keys.damaged(key, foundAt);
  if (store.write(aside, text) !== null) return null;
  store.remove(key);
  return aside;
}
