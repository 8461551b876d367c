import { partyInWords, seconds } from '../story/words.ts';
import type { Diagram, Message } from './diagram.ts';
import { BAND_WIDTH, COLUMN_WIDTH, type Geometry, MARGIN_LEFT, NAME_Y, round } from './geometry.ts';
import { LINE_HEIGHT, type Spot, textWidth, type Words } from './place.ts';

/** Lines that a text may move away from its place for others. */
const LINES = 6;
/** Characters of what changed for the whole network, which may stand across all columns. */
const LONGEST_CHANGE = 60;
const LONGEST_NOTE = 44;
/** Characters of what a message says: from one instance's line to the next. */
const LABEL_ROOM = Math.floor((COLUMN_WIDTH - 28) / textWidth('n', 'label'));

/**
 * All that is to be written, and where each may stand: what has one place alone comes first, the
 * rest as it happened.
 */
export function wordsOf(diagram: Diagram, geometry: Geometry): Words[] {
  const { columns, locks, notes, failedMs } = diagram;
  const { xs, y, width } = geometry;
  const fixed = [
    ...columns.flatMap(({ name }) => namesOf(name, geometry)),
    ...geometry.folds.map((fold) =>
      words(`+${seconds(fold.ms)}`, 'time', 0, [start(4, fold.y + 4)]),
    ),
    ...(failedMs === null ? [] : [failure(failedMs, geometry)]),
  ];
  const moving = [
    ...messageWords(diagram, geometry),
    ...columns.flatMap(({ name, states }) => {
      const x = xs.get(name) ?? 0;
      return states.flatMap(({ state, fromMs, toMs }) => {
        const [top, bottom] = [y(fromMs), y(toMs)];
        if (state === 'dead') return [words('dead', 'state dead', fromMs, beside(x, 10, top + 4))];
        const isLong = state === 'paused' && bottom - top > 2 * LINE_HEIGHT;
        return isLong ? [words('paused', 'state', fromMs, beside(x, 10, top + 14))] : [];
      });
    }),
    ...locks.flatMap(({ instance, lock, fromMs }) => {
      const x = xs.get(instance);
      if (x === undefined) return [];
      const spots = beside(x, -BAND_WIDTH / 2 - 4, y(fromMs) + 11);
      return [words(cut(lock, 20), 'held', fromMs, spots, lock)];
    }),
    ...timesSaid(notes, ({ column, atMs, text }) => `${column} ${atMs} ${text}`).flatMap(
      ([{ column, text, atMs }, times]) => {
        const at = y(atMs);
        const said = text + timesInWords(times);
        if (column === null) {
          const spots = [end(width - 12, at - 3), start(MARGIN_LEFT, at - 3)];
          return [words(cut(said, LONGEST_CHANGE), 'changed', atMs, spots, said)];
        }
        const x = xs.get(column);
        if (x === undefined) return [];
        // A long one stands left, where fewer words are: what an instance says of itself begins right of it.
        const isLong = text.length > 14;
        const short = isLong ? cutToFit(said, x, width) : said;
        return [words(short, 'changed', atMs, beside(x, isLong ? -8 : 8, at + 14), said)];
      },
    ),
  ];
  // In time's order, so that what has no place stands in the way of nothing before it.
  const inOrder = moving.sort((a, b) => a.atMs - b.atMs);
  return [...fixed, ...inOrder, ...timesOf(diagram, geometry)];
}

function namesOf(name: string, { xs, height }: Geometry): Words[] {
  const x = xs.get(name) ?? 0;
  return [NAME_Y, round(height) - 10].map((y) => nameAt(name, { x, y, anchor: 'middle' }));
}

/** The name of a column, above or below it. */
export function nameAt(name: string, spot: Spot): Words {
  const whole = partyInWords(name);
  const room = Math.floor((COLUMN_WIDTH - 8) / textWidth('n', 'name'));
  return words(cut(whole, room), 'name', 0, [spot], whole);
}

function failure(ms: number, { width, y }: Geometry): Words {
  return words('failed here', 'failed', ms, [end(width - 12, y(ms) + 14)]);
}

function messageWords({ messages }: Diagram, { xs, y }: Geometry): Words[] {
  /** How many words there are already for what leaves from one place at once: they stand above each other. */
  const above = new Map<string, number>();
  const sideOf = ({ from, to }: Message) => Math.sign((xs.get(to) ?? 0) - (xs.get(from) ?? 0));
  const placeOf = (message: Message) => `${message.from} ${sideOf(message)} ${message.sentMs}`;
  const lookOf = ({ fate, isEvidence }: Message) => `label ${fate}${isEvidence ? ' evidence' : ''}`;
  const alike = (message: Message) =>
    `${placeOf(message)} ${message.kind} ${lookOf(message)} ${message.label}`;
  return timesSaid(messages, alike).flatMap(([message, times]): Words[] => {
    const { kind, from, to, sentMs, arrivedMs, label } = message;
    const [x1, x2] = [xs.get(from), xs.get(to)];
    if (x1 === undefined || x2 === undefined) return [];
    const [y1, y2] = [y(sentMs), y(arrivedMs)];
    const [look, whole] = [lookOf(message), inWords(message)];
    const many = timesInWords(times);
    const write = (atMs: number, room: number, spots: readonly Spot[]) =>
      words(cut(label, room - many.length) + many, look, atMs, spots, whole);
    const side = sideOf(message);
    if (side === 0) return [write(sentMs, LABEL_ROOM - 2, beside(x1, 22, y1 + 4))];
    // A copy leaves where the request does, so its word is at its other end.
    if (kind === 'copy') {
      return [write(arrivedMs, LABEL_ROOM, [towards(-side, x2 - 12 * side, y2 + LINE_HEIGHT)])];
    }
    const place = placeOf(message);
    const lines = above.get(place) ?? 0;
    above.set(place, lines + 1);
    // Above it may stand what leaves towards it at the same moment.
    const spots = Array.from({ length: LINES }, (_, line) =>
      towards(side, x1 + 12 * side, y1 - 3 - (lines + line) * LINE_HEIGHT),
    );
    return [write(sentMs, LABEL_ROOM, spots)];
  });
}

/** Each once, with how often it came alike. */
function timesSaid<T>(all: readonly T[], alike: (one: T) => string): (readonly [T, number])[] {
  const said = new Map<string, readonly [T, number]>();
  for (const one of all) {
    const key = alike(one);
    const [first, times] = said.get(key) ?? [one, 0];
    said.set(key, [first, times + 1]);
  }
  return [...said.values()];
}

function timesInWords(times: number): string {
  return times === 1 ? '' : ` ×${times}`;
}

/** Times are written on the left wherever there is room; that of the failure above its line, which would strike it through. */
function timesOf({ messages, notes, endMs, failedMs }: Diagram, { y }: Geometry): Words[] {
  const all = [
    0,
    ...messages.map(({ sentMs }) => sentMs),
    ...notes.map(({ atMs }) => atMs),
    endMs,
  ].sort((a, b) => a - b);
  const written: number[] = [];
  for (const ms of all) {
    if (y(ms) - y(written.at(-1) ?? Number.NEGATIVE_INFINITY) >= 42 || written.length === 0) {
      written.push(ms);
    }
  }
  return written.map((ms) => ({
    ...words(seconds(ms), 'time', ms, [start(4, y(ms) + (ms === failedMs ? -4 : 4))]),
    isSpare: true,
  }));
}

function words(
  text: string,
  look: string,
  atMs: number,
  spots: readonly Spot[],
  whole: string | null = null,
): Words {
  return { text, look, whole, spots, atMs, isSpare: false };
}

/** On one side of an instance's line or on the other, on this line of text or on one of the next. */
function beside(x: number, distance: number, y: number): Spot[] {
  const side = Math.sign(distance);
  return Array.from({ length: LINES }, (_, line) => y + line * LINE_HEIGHT).flatMap((at) => [
    towards(side, x + distance, at),
    towards(-side, x - distance, at),
  ]);
}

function towards(side: number, x: number, y: number): Spot {
  return side > 0 ? start(x, y) : end(x, y);
}

function start(x: number, y: number): Spot {
  return { x, y: round(y), anchor: 'start' };
}

function end(x: number, y: number): Spot {
  return { x, y: round(y), anchor: 'end' };
}

/** What is said of a message where the pointer rests on it. */
export function inWords({ from, to, label, fate, sentMs }: Message): string {
  return `${partyInWords(from)} → ${partyInWords(to)}: ${label}, ${fate}, ${seconds(sentMs)}`;
}

function cutToFit(text: string, x: number, width: number): string {
  const room = Math.max(x - MARGIN_LEFT, width - x) - 12;
  return cut(text, Math.min(LONGEST_NOTE, Math.floor(room / textWidth('n', 'changed'))));
}

function cut(text: string, characters: number): string {
  return text.length <= characters ? text : `${text.slice(0, characters - 1)}…`;
}
