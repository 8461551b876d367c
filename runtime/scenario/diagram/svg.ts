import type { LockHeld } from '../story/locks-held.ts';
import { partyInWords, seconds } from '../story/words.ts';
import type { Column, Diagram, Message, Note, Span } from './diagram.ts';
import { type Scale, scaleOf } from './scale.ts';
import { STYLE } from './style.ts';

const COLUMN_WIDTH = 168;
const MARGIN_LEFT = 64;
const MARGIN_RIGHT = 132;
const HEADER_HEIGHT = 40;
/** The names, below the words of what came last. */
const FOOTER_HEIGHT = 48;
const CHARACTER_WIDTH = 6.6;
const BAND_WIDTH = 14;
const LINE_HEIGHT = 11;

/**
 * A space-time diagram as one SVG document: an instance a column, time downwards. It needs nothing
 * from around it, and takes the page's colours where there are any.
 */
export function svgOf(diagram: Diagram, title: string): string {
  const scale = scaleOf(diagram);
  const places = new Map(diagram.columns.map(({ name }, index) => [name, xOf(index)]));
  const width = MARGIN_LEFT + COLUMN_WIDTH * Math.max(1, diagram.columns.length) + MARGIN_RIGHT;
  const height = HEADER_HEIGHT + scale.height + FOOTER_HEIGHT;
  const y = (ms: number) => round(HEADER_HEIGHT + scale.yOf(ms));
  const draw = new Drawing(places, y);
  const parts = [
    // Below what an instance was: that it had a lock while it was paused is what there is to see.
    ...diagram.locks.map((held) => draw.lock(held)),
    ...diagram.columns.map((column, index) => draw.column(column, xOf(index), height)),
    ...scale.folds.map((fold) => draw.fold(fold, width)),
    ...diagram.messages.map((message) => draw.message(message)),
    ...diagram.notes.map((note) => draw.note(note, width)),
    ...(diagram.failedMs === null ? [] : [draw.failure(diagram.failedMs, width)]),
    ...timesOf(diagram, scale).map((ms) => draw.time(ms, ms === diagram.failedMs)),
  ];
  const counts = `${diagram.columns.length} parties, ${diagram.messages.length} messages, ${seconds(diagram.endMs)}.`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="space-time" role="img" viewBox="0 0 ${width} ${round(height)}" width="${width}" height="${round(height)}">`,
    `<title>${escaped(title)}</title><desc>${escaped(`Space-time diagram: ${counts}`)}</desc>`,
    `<style>${STYLE}</style>${HATCH}`,
    `<rect class="paper" width="${width}" height="${round(height)}"/>`,
    ...parts,
    '</svg>',
  ].join('\n');
}

const HATCH =
  '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line class="hatch" x1="0" y1="0" x2="0" y2="6"/></pattern></defs>';

function xOf(index: number): number {
  return MARGIN_LEFT + COLUMN_WIDTH * (index + 0.5);
}

/** Draws one thing of each kind. */
class Drawing {
  readonly #places: ReadonlyMap<string, number>;
  readonly #y: (ms: number) => number;
  /** Where the words of messages stand. */
  readonly #words: { readonly x: number; readonly y: number }[] = [];

  constructor(places: ReadonlyMap<string, number>, y: (ms: number) => number) {
    this.#places = places;
    this.#y = y;
  }

  column({ name, states }: Column, x: number, height: number): string {
    const heads = [24, round(height) - 10].map(
      (y) =>
        `<text class="name" x="${x}" y="${y}" text-anchor="middle">${escaped(partyInWords(name))}</text>`,
    );
    return [...heads, ...states.map((span) => this.#life(span, x))].join('');
  }

  #life({ state, fromMs, toMs }: Span, x: number): string {
    const [top, bottom] = [this.#y(fromMs), this.#y(toMs)];
    if (state === 'paused') {
      const word =
        bottom - top > 24 ? `<text class="state" x="${x + 10}" y="${top + 14}">paused</text>` : '';
      return `<rect class="paused" x="${x - 6}" y="${top}" width="12" height="${bottom - top}"/>${word}`;
    }
    const line = `<line class="life ${state}" x1="${x}" y1="${top}" x2="${x}" y2="${bottom}"/>`;
    if (state !== 'dead') return line;
    return `${line}${cross(x, top, 'dead')}<text class="state dead" x="${x + 10}" y="${top + 4}">dead</text>`;
  }

  fold({ y, ms }: { readonly y: number; readonly ms: number }, width: number): string {
    const at = round(HEADER_HEIGHT + y);
    return `<path class="fold" d="M${MARGIN_LEFT - 16} ${at - 3}H${width - 8}M${MARGIN_LEFT - 16} ${at + 3}H${width - 8}"/><text class="time" x="4" y="${at + 4}">+${escaped(seconds(ms))}</text>`;
  }

  lock({ instance, lock, fromMs, toMs }: LockHeld): string {
    const x = this.#places.get(instance);
    if (x === undefined) return '';
    const [top, bottom] = [this.#y(fromMs), this.#y(toMs)];
    const half = BAND_WIDTH / 2;
    return `<rect class="band" x="${x - half}" y="${top}" width="${BAND_WIDTH}" height="${bottom - top}" rx="3"><title>${escaped(lock)}</title></rect><text class="held" x="${x - half - 4}" y="${top + 11}" text-anchor="end">${escaped(lock)}</text>`;
  }

  message({ kind, from, to, sentMs, arrivedMs, fate, label, isEvidence }: Message): string {
    const [x1, x2] = [this.#places.get(from), this.#places.get(to)];
    if (x1 === undefined || x2 === undefined) return '';
    if (x1 === x2) return this.#loop(x1, sentMs, label);
    const [y1, y2] = [this.#y(sentMs), this.#y(arrivedMs)];
    const side = x2 > x1 ? 1 : -1;
    // A lost message gets half-way; of one that was broken off nobody knows how far it got.
    const reach = fate === 'arrived' ? 1 : 0.5;
    const end = { x: x1 + (x2 - x1) * reach, y: y1 + (y2 - y1) * reach };
    const tip = fate === 'arrived' ? arrow(end.x, end.y, side) : cross(end.x, end.y, fate);
    const look = `${kind} ${fate}${isEvidence ? ' evidence' : ''}`;
    const line = `<line class="message ${look}" x1="${x1}" y1="${y1}" x2="${round(end.x)}" y2="${round(end.y)}"/>`;
    const room = Math.floor((COLUMN_WIDTH - 28) / CHARACTER_WIDTH);
    // What leaves where something else does, as a copy, has its word at its other end.
    const here = { x: x1 + 12 * side, y: y1 - 3, side };
    const there = { x: x2 - 12 * side, y: y2 + 12, side: -side };
    const at = kind === 'copy' || this.#isTaken(here.x, here.y) ? there : here;
    this.#words.push(at);
    const text = `<text class="label ${fate}${isEvidence ? ' evidence' : ''}" x="${at.x}" y="${at.y}" text-anchor="${at.side > 0 ? 'start' : 'end'}">${escaped(cut(label, room))}</text>`;
    const whole = `<title>${escaped(`${partyInWords(from)} → ${partyInWords(to)}: ${label}, ${fate}, ${seconds(sentMs)}`)}</title>`;
    return `<g>${whole}${line}${tip}${text}</g>`;
  }

  #isTaken(x: number, y: number): boolean {
    return this.#words.some((word) => word.x === x && Math.abs(word.y - y) < LINE_HEIGHT);
  }

  #loop(x: number, sentMs: number, label: string): string {
    const y = this.#y(sentMs);
    return `<path class="message request arrived" d="M${x} ${y}h18v5h-14"/><text class="label" x="${x + 22}" y="${y + 4}">${escaped(cut(label, 18))}</text>`;
  }

  note({ column, atMs, text }: Note, width: number): string {
    const y = this.#y(atMs);
    if (column === null) {
      return `<line class="change" x1="${MARGIN_LEFT - 8}" y1="${y}" x2="${width - 8}" y2="${y}"/><text class="changed" x="${width - 12}" y="${y - 3}" text-anchor="end">${escaped(cut(text, 60))}</text>`;
    }
    const x = this.#places.get(column);
    if (x === undefined) return '';
    // A long one stands left, where fewer words are: what an instance says of itself begins right of it.
    const isLong = text.length > 14;
    const [at, anchor] = isLong ? [x - 8, 'end'] : [x + 8, 'start'];
    return `<circle class="point" cx="${x}" cy="${y}" r="3.5"/><text class="changed" x="${at}" y="${y + 14}" text-anchor="${anchor}"><title>${escaped(text)}</title>${escaped(cut(text, 44))}</text>`;
  }

  failure(ms: number, width: number): string {
    const y = this.#y(ms);
    return `<line class="failure" x1="0" y1="${y}" x2="${width}" y2="${y}"/><text class="failed" x="${width - 12}" y="${y + 14}" text-anchor="end">failed here</text>`;
  }

  /** Beside its moment; above the line of the failure, which would strike it through. */
  time(ms: number, isFailure: boolean): string {
    return `<text class="time" x="4" y="${this.#y(ms) + (isFailure ? -4 : 4)}">${seconds(ms)}</text>`;
  }
}

/** Times are written on the left wherever there is room. */
function timesOf({ messages, notes, endMs }: Diagram, scale: Scale): number[] {
  const written: number[] = [];
  let lastY = Number.NEGATIVE_INFINITY;
  const moments = [
    0,
    ...messages.map(({ sentMs }) => sentMs),
    ...notes.map(({ atMs }) => atMs),
    endMs,
  ];
  for (const ms of moments.sort((a, b) => a - b)) {
    const y = scale.yOf(ms);
    const isFree = scale.folds.every((fold) => Math.abs(fold.y - y) > 14);
    if (y - lastY < 42 || !isFree) continue;
    written.push(ms);
    lastY = y;
  }
  return written;
}

function arrow(x: number, y: number, side: number): string {
  const back = round(x - 7 * side);
  return `<path class="tip" d="M${round(x)} ${round(y)}L${back} ${round(y - 3.5)}V${round(y + 3.5)}Z"/>`;
}

function cross(x: number, y: number, kind: string): string {
  const [a, b] = [round(x - 4), round(y - 4)];
  return `<path class="cross ${kind}" d="M${a} ${b}l8 8m0 -8l-8 8"/>`;
}

function cut(text: string, characters: number): string {
  return text.length <= characters ? text : `${text.slice(0, characters - 1)}…`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
