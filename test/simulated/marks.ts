import { SURFACE_NAMES } from '../../runtime/process/builtins/surface-names.ts';

/**
 * A program that goes through all that it can reach, and answers where it finds a mark. Before that
 * it puts one everywhere where it can, or one on an object of its own, as MARKS has it.
 */
export const MARKER = `
import { createServer } from 'node:http';

process.on('unhandledRejection', () => {});
const MARK = 'marked by another';
const NAMES = ${JSON.stringify(Object.keys(SURFACE_NAMES))};
const makers = [
  () => globalThis, () => import.meta, () => function () {}, () => async () => {},
  () => function* () {}, () => async function* () {}, () => (function* () {})(), () => (async function* () {})(),
  () => new Date().toTemporalInstant(), () => new Intl.Segmenter('en').segment('a'), () => 'x'.matchAll(/x/g),
  () => new Map().entries(), () => new Set().values(), () => [].values(), () => ''[Symbol.iterator](),
  () => [].values().map((x) => x), () => new Intl.Locale('en'), () => Object(1n), () => Object(Symbol()),
  () => new AbortController(), () => new Response('x').body.getReader(), () => new Request('http://a/'),
  () => new Headers().entries(), () => new URL('http://a/?b').searchParams.entries(), () => new FormData().entries(),
  () => new Blob(['x']), () => new Error('x'), () => structuredClone(new Error('x')), () => new DOMException('x'),
  () => setTimeout(() => {}, 1), () => setImmediate(() => {}), () => new TextDecoder(), () => new TextEncoder(),
];
const roots = [];
for (const make of makers) {
  try { roots.push([make(), String(make)]); } catch {}
}
for (const name of NAMES) {
  try { roots.push([await import('node:' + name), name]); } catch {}
}

const OWN = new Set([globalThis, process, console]);
const given = { writable: true, configurable: true, value: MARK };

function mark(object, key) {
  const property = Reflect.getOwnPropertyDescriptor(object, key);
  if (property?.set) Reflect.apply(property.set, object, [MARK]);
  if (typeof property?.value !== 'object' && typeof property?.value !== 'function') Reflect.set(object, key, MARK);
}

function isMarked(object, key) {
  return key === MARK || Reflect.getOwnPropertyDescriptor(object, key)?.value === MARK;
}

function isObject(value) {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

/** Getters throw where they like. */
function attempt(act) {
  try { return act(); } catch { return undefined; }
}

function walk(visit) {
  const seen = new Set();
  const pending = [...roots];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [object, path] = next;
    if (!isObject(object) || seen.has(object)) continue;
    seen.add(object);
    pending.push([attempt(() => Object.getPrototypeOf(object)), path + '.__proto__']);
    const keys = attempt(() => Reflect.ownKeys(object)) ?? [];
    for (const key of keys) {
      const at = path + '.' + String(key);
      const property = attempt(() => Reflect.getOwnPropertyDescriptor(object, key)) ?? {};
      pending.push([property.value, at], [property.get, at + ' get'], [property.set, at + ' set']);
      if (property.get) pending.push([attempt(() => object[key]), at + '()']);
    }
    visit(object, keys, path);
  }
}

if (process.env.MARKS === 'one') globalThis.planted = { deep: MARK };
else {
  walk((object, keys) => {
    attempt(() => Reflect.set(object, MARK, MARK));
    attempt(() => Object.defineProperty(object, MARK, given));
    if (Array.isArray(object)) attempt(() => object.push(MARK));
    if (OWN.has(object)) return;
    for (const key of keys) attempt(() => mark(object, key));
  });
}
const found = [];
let reached = 0;
walk((object, keys, path) => {
  reached += 1;
  const marked = keys.find((key) => attempt(() => isMarked(object, key)));
  if (marked !== undefined) found.push(path + '.' + String(marked));
});
createServer((request, response) => response.end(JSON.stringify({ reached, found }))).listen(Number(process.env.PORT));
`;
