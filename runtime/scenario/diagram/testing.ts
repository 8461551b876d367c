import type { LedgerEvent } from '../../network/index.ts';
import { diagramOf } from './build.ts';
import { layoutOf } from './layout.ts';
import { boxOf } from './place.ts';
import { wordsOf } from './words.ts';

/** What cannot be read in the picture of a run: texts on one another, over its edge, or left out. */
export function unreadable(run: readonly LedgerEvent[], failedAt: number | null): string[] {
  const diagram = diagramOf(run, failedAt);
  const { geometry, words } = layoutOf(diagram);
  const boxes = words
    .map(({ words: { text, look }, spot }) => ({ text, ...boxOf({ text, look }, spot) }))
    .sort((a, b) => a.top - b.top);
  const found: string[] = [];
  for (const [index, box] of boxes.entries()) {
    if (box.left < 0 || box.right > geometry.width) found.push(`${box.text} is over the edge`);
    for (const other of boxes.slice(index + 1)) {
      if (other.top >= box.bottom) break;
      if (box.left < other.right && other.left < box.right) {
        found.push(`${box.text} and ${other.text} at ${box.top}`);
      }
    }
  }
  const written = new Set(words.map((placed) => keyOf(placed.words)));
  const wanted = wordsOf(diagram, geometry).filter((each) => !each.isSpare);
  const missing = wanted.filter((each) => !written.has(keyOf(each)));
  return [...found, ...missing.map(({ text, atMs }) => `${text} at ${atMs} ms is left out`)];
}

function keyOf({ text, atMs, spots }: ReturnType<typeof wordsOf>[number]): string {
  return `${text} ${atMs} ${spots[0]?.x}`;
}
