import type { Random } from '../network/index.ts';

/**
 * Names as people have them: long and short, with spaces, apostrophes and hyphens, in several
 * scripts, composed and decomposed, and with characters that mean something in a query string.
 */
const REAL_NAMES = [
  'Ada',
  'Grace Hopper',
  "Siobhán O'Connor",
  'Jean-Luc',
  'Zoë',
  'Zoe\u0308',
  'Søren Kierkegård',
  '李雷',
  '山田 太郎',
  'Мария',
  'مريم',
  'नेहा',
  'Ngũgĩ wa Thiong’o',
  'Ann & Bob',
  '50% off',
  'C++',
  'x=y',
  'who?',
  '#1',
  '👩‍💻 Lin',
] as const;

const LETTERS = [...'abcdefghijklmnopqrstuvwxyzäéîøüßñçğłабвгдежהבגד日本語中文한국어'];

/** `count` names, none twice: all the awkward real ones first, then random letters. */
export function personNames(random: Random, count: number): string[] {
  const names = new Set<string>(REAL_NAMES.slice(0, count));
  while (names.size < count) {
    const length = 1 + random.integer(12);
    names.add(Array.from({ length }, () => random.pick(LETTERS)).join(''));
  }
  return [...names];
}

/** A path segment of ASCII letters. */
export function pathSegment(random: Random): string {
  const length = 3 + random.integer(8);
  return Array.from({ length }, () => String.fromCharCode(97 + random.integer(26))).join('');
}
