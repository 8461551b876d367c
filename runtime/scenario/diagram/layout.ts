import type { Diagram } from './diagram.ts';
import { FOOTER_HEIGHT, type Geometry, HEADER_HEIGHT, round, widthOf, xOf } from './geometry.ts';
import { LINE_HEIGHT, type Placed, place, type Words } from './place.ts';
import { scaleOf } from './scale.ts';
import { wordsOf } from './words.ts';

export interface Layout {
  readonly geometry: Geometry;
  readonly words: readonly Placed[];
}

/** How often room may be made: what has no place after that is not written, but told by its line. */
const MOST_PASSES = 60;

/**
 * Gives every moment and every text its place. Where a text would stand on another, the moments from
 * its own on move down by a line, until each has a place: dense moments take more room than others.
 */
export function layoutOf(diagram: Diagram): Layout {
  const room = new Map<number, number>();
  for (let pass = 1; ; pass++) {
    const geometry = geometryOf(diagram, room);
    const { placed, stuck } = place(wordsOf(diagram, geometry), geometry.width);
    if (stuck.length === 0 || pass === MOST_PASSES) return { geometry, words: placed };
    for (const [atMs, lines] of missingLines(stuck)) {
      room.set(atMs, (room.get(atMs) ?? 0) + lines * LINE_HEIGHT);
    }
  }
}

/** By the moment, as many as are wanted above each other. */
function missingLines(stuck: readonly Words[]): ReadonlyMap<number, number> {
  const atOnePlace = new Map<string, number>();
  const lines = new Map<number, number>();
  for (const { atMs, spots } of stuck) {
    const place = `${atMs} ${spots[0]?.x}`;
    const count = (atOnePlace.get(place) ?? 0) + 1;
    atOnePlace.set(place, count);
    lines.set(atMs, Math.max(lines.get(atMs) ?? 0, count));
  }
  return lines;
}

function geometryOf(diagram: Diagram, room: ReadonlyMap<number, number>): Geometry {
  const { columns } = diagram;
  const scale = scaleOf(diagram, room);
  return {
    width: widthOf(columns.length),
    height: HEADER_HEIGHT + scale.height + FOOTER_HEIGHT,
    xs: new Map(columns.map(({ name }, index) => [name, xOf(index)])),
    y: (ms) => round(HEADER_HEIGHT + scale.yOf(ms)),
    folds: scale.folds.map(({ y, ms }) => ({ y: round(HEADER_HEIGHT + y), ms })),
  };
}
