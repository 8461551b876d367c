/** Where a text may stand: the end of its baseline that does not move with its length, or its middle. */
export interface Spot {
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
}

/** A text of the picture. */
export interface Words {
  readonly text: string;
  /** Classes of the style. */
  readonly look: string;
  /** All of it, where `text` may be cut. */
  readonly whole: string | null;
  /** The best comes first. */
  readonly spots: readonly Spot[];
  /** The moment that it belongs to, before which more room may be made for it. */
  readonly atMs: number;
  /** Whether it may be left out. */
  readonly isSpare: boolean;
}

export interface Placed {
  readonly words: Words;
  readonly spot: Spot;
}

export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The width of a character: exact where all are as wide, else of the wider ones. */
const CHARACTER_WIDTH = { label: 6.65, name: 8, failed: 7.2, other: 6.9 };
/** What letters of 11 to 13 pixels take above and below their baseline. */
const ASCENT = 9;
const DESCENT = 3;
/** Between two texts on one line. */
const SPACE = 5;

export const LINE_HEIGHT = ASCENT + DESCENT;

/** About how wide a text with this look is, in pixels. */
export function textWidth(text: string, look: string): number {
  const kind = (['label', 'name', 'failed'] as const).find((each) => look.startsWith(each));
  return text.length * CHARACTER_WIDTH[kind ?? 'other'];
}

/** The room that a text takes. */
export function boxOf({ text, look }: Pick<Words, 'text' | 'look'>, { x, y, anchor }: Spot): Box {
  const width = textWidth(text, look);
  const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
  return { left, right: left + width, top: y - ASCENT, bottom: y + DESCENT };
}

/** Puts each text where none stands yet; those for which there is no room are `stuck`. */
export function place(
  all: readonly Words[],
  width: number,
): { readonly placed: readonly Placed[]; readonly stuck: readonly Words[] } {
  const placed: Placed[] = [];
  const stuck: Words[] = [];
  const taken = new Taken();
  for (const words of all) {
    const free = words.spots.find((spot) => {
      const box = boxOf(words, spot);
      return box.left >= 0 && box.right <= width && taken.isFree(box);
    });
    if (free === undefined) {
      if (!words.isSpare) stuck.push(words);
      continue;
    }
    placed.push({ words, spot: free });
    taken.add(boxOf(words, free));
  }
  return { placed, stuck };
}

/** Boxes by the rows that they reach into, for a picture may have thousands. */
class Taken {
  readonly #rows = new Map<number, Box[]>();

  isFree(box: Box): boolean {
    return rowsOf(box).every((row) => !this.#rows.get(row)?.some((other) => overlap(box, other)));
  }

  add(box: Box): void {
    for (const row of rowsOf(box)) {
      const boxes = this.#rows.get(row);
      if (boxes === undefined) this.#rows.set(row, [box]);
      else boxes.push(box);
    }
  }
}

/** A box is as high as a row, so it reaches into two. */
function rowsOf({ top, bottom }: Box): number[] {
  return [Math.floor(top / LINE_HEIGHT), Math.floor(bottom / LINE_HEIGHT)];
}

function overlap(a: Box, b: Box): boolean {
  return (
    a.left < b.right + SPACE && b.left < a.right + SPACE && a.top < b.bottom && b.top < a.bottom
  );
}
