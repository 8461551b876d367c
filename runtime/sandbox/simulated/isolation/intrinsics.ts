import { LANGUAGE_GLOBALS } from '../../language-globals.ts';

/**
 * What the language brings: its globals, and one of each thing whose prototype has no name. Whatever
 * else there is can be reached from these.
 */
export function intrinsicsOf(realm: typeof globalThis): readonly unknown[] {
  const names = LANGUAGE_GLOBALS.filter((name) => name !== 'globalThis' && name in realm);
  const named = names.map((name) => (realm as unknown as Record<string, unknown>)[name]);
  return [...named, ...SAMPLES.map((make) => made(make))];
}

const SAMPLES: readonly (() => unknown)[] = [
  () => function* () {},
  () => (function* () {})(),
  () => async () => {},
  () => async function* () {},
  () => (async function* () {})(),
  () => [][Symbol.iterator](),
  () => new Map()[Symbol.iterator](),
  () => new Set()[Symbol.iterator](),
  () => ''[Symbol.iterator](),
  () => ''.matchAll(/x/g),
  () => new Intl.Segmenter('en').segment(''),
  () => new Intl.Segmenter('en').segment('')[Symbol.iterator](),
  () => (globalThis as { Iterator?: { from(of: object): unknown } }).Iterator?.from({ next() {} }),
  () => new URLSearchParams().entries(),
  // Where engines keep a stack by accessors, those are the same for all errors.
  () => structuredClone(new Error()),
  () => ([].values() as unknown as { map(by: () => number): unknown }).map(() => 0),
];

/** Engines have not all of them. */
function made(make: () => unknown): unknown {
  try {
    return make();
  } catch {
    return null;
  }
}
