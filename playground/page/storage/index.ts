/** What the page keeps in the browser: work, copies, progress. Nothing is dropped without a word. */
export * from './copies.ts';
export * from './keys.ts';
export * from './set-aside.ts';
export * from './text-store.ts';
export * from './work-slot.ts';
