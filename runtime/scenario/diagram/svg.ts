import type { LockHeld } from '../story/locks-held.ts';
import { seconds } from '../story/words.ts';
import type { Column, Diagram, Message, Note, Span } from './diagram.ts';
import {
  BAND_WIDTH,
  type Geometry,
  HEADER_HEIGHT,
  MARGIN_LEFT,
  NAME_Y,
  round,
  widthOf,
  xOf,
} from './geometry.ts';
import { layoutOf } from './layout.ts';
import type { Placed } from './place.ts';
import { STYLE } from './style.ts';
import { inWords, nameAt } from './words.ts';

/**
 * A space-time diagram as one SVG document: an instance a column, time downwards. It needs nothing
 * from around it, and takes the page's colours where there are any.
 */
export function svgOf(diagram: Diagram, title: string): string {
  const { geometry, words } = layoutOf(diagram);
  const { width } = geometry;
  const height = round(geometry.height);
  const draw = new Drawing(geometry);
  const parts = [
    // Below what an instance was: that it had a lock while it was paused is what there is to see.
    ...diagram.locks.map((held) => draw.lock(held)),
    ...diagram.columns.map((column) => draw.column(column)),
    ...geometry.folds.map(({ y }) => draw.fold(y)),
    ...diagram.messages.map((message) => draw.message(message)),
    ...diagram.notes.map((note) => draw.note(note)),
    ...(diagram.failedMs === null ? [] : [draw.failure(diagram.failedMs)]),
    ...words.map(written),
  ];
  const counts = `${diagram.columns.length} parties, ${diagram.messages.length} messages, ${seconds(diagram.endMs)}.`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="space-time" role="img" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    `<title>${escaped(title)}</title><desc>${escaped(`Space-time diagram: ${counts}`)}</desc>`,
    `<style>${STYLE}</style>${HATCH}`,
    `<rect class="paper" width="${width}" height="${height}"/>`,
    ...parts,
    '</svg>',
  ].join('\n');
}

/** The names alone, for whoever keeps them in sight above a picture that scrolls. */
export function namesOf({ columns }: Diagram): string {
  const [width, height] = [widthOf(columns.length), HEADER_HEIGHT];
  const names = columns.map(({ name }, index) => {
    const spot = { x: xOf(index), y: NAME_Y, anchor: 'middle' } as const;
    return written({ words: nameAt(name, spot), spot });
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" class="space-time" aria-hidden="true" width="${width}" height="${height}"><rect class="paper" width="${width}" height="${height}"/>${names.join('')}</svg>`;
}

const HATCH =
  '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line class="hatch" x1="0" y1="0" x2="0" y2="6"/></pattern></defs>';

/** Draws one thing of each kind, but for its words. */
class Drawing {
  readonly #geometry: Geometry;

  constructor(geometry: Geometry) {
    this.#geometry = geometry;
  }

  column({ name, states }: Column): string {
    const x = this.#x(name) ?? 0;
    return states.map((span) => this.#life(span, x)).join('');
  }

  #x(name: string): number | undefined {
    return this.#geometry.xs.get(name);
  }

  #y(ms: number): number {
    return this.#geometry.y(ms);
  }

  #life({ state, fromMs, toMs }: Span, x: number): string {
    const [top, bottom] = [this.#y(fromMs), this.#y(toMs)];
    if (state === 'paused') {
      return `<rect class="paused" x="${x - 6}" y="${top}" width="12" height="${round(bottom - top)}"/>`;
    }
    const line = `<line class="life ${state}" x1="${x}" y1="${top}" x2="${x}" y2="${bottom}"/>`;
    return state === 'dead' ? line + cross(x, top, 'dead') : line;
  }

  fold(y: number): string {
    const [from, to] = [MARGIN_LEFT - 16, this.#geometry.width - 8];
    return `<path class="fold" d="M${from} ${y - 3}H${to}M${from} ${y + 3}H${to}"/>`;
  }

  lock({ instance, lock, fromMs, toMs }: LockHeld): string {
    const x = this.#x(instance);
    if (x === undefined) return '';
    const [top, bottom] = [this.#y(fromMs), this.#y(toMs)];
    return `<rect class="band" x="${x - BAND_WIDTH / 2}" y="${top}" width="${BAND_WIDTH}" height="${round(bottom - top)}" rx="3"><title>${escaped(lock)}</title></rect>`;
  }

  message(message: Message): string {
    const { kind, from, to, sentMs, arrivedMs, fate, isEvidence } = message;
    const [x1, x2] = [this.#x(from), this.#x(to)];
    if (x1 === undefined || x2 === undefined) return '';
    const whole = `<title>${escaped(inWords(message))}</title>`;
    const [y1, y2] = [this.#y(sentMs), this.#y(arrivedMs)];
    if (x1 === x2) {
      return `<path class="message request arrived" d="M${x1} ${y1}h18v5h-14">${whole}</path>`;
    }
    const side = x2 > x1 ? 1 : -1;
    // A lost message gets half-way; of one that was broken off nobody knows how far it got.
    const reach = fate === 'arrived' ? 1 : 0.5;
    const end = { x: x1 + (x2 - x1) * reach, y: y1 + (y2 - y1) * reach };
    const tip = fate === 'arrived' ? arrow(end.x, end.y, side) : cross(end.x, end.y, fate);
    const look = `${kind} ${fate}${isEvidence ? ' evidence' : ''}`;
    const line = `<line class="message ${look}" x1="${x1}" y1="${y1}" x2="${round(end.x)}" y2="${round(end.y)}"/>`;
    return `<g>${whole}${line}${tip}</g>`;
  }

  note({ column, atMs }: Note): string {
    const y = this.#y(atMs);
    if (column === null) {
      return `<line class="change" x1="${MARGIN_LEFT - 8}" y1="${y}" x2="${this.#geometry.width - 8}" y2="${y}"/>`;
    }
    const x = this.#x(column);
    return x === undefined ? '' : `<circle class="point" cx="${x}" cy="${y}" r="3.5"/>`;
  }

  failure(ms: number): string {
    const y = this.#y(ms);
    return `<line class="failure" x1="0" y1="${y}" x2="${this.#geometry.width}" y2="${y}"/>`;
  }
}

function written({ words: { text, look, whole }, spot: { x, y, anchor } }: Placed): string {
  const title = whole === null ? '' : `<title>${escaped(whole)}</title>`;
  return `<text class="${look}" x="${x}" y="${y}" text-anchor="${anchor}">${title}${escaped(text)}</text>`;
}

function arrow(x: number, y: number, side: number): string {
  const back = round(x - 7 * side);
  return `<path class="tip" d="M${round(x)} ${round(y)}L${back} ${round(y - 3.5)}V${round(y + 3.5)}Z"/>`;
}

function cross(x: number, y: number, kind: string): string {
  const [a, b] = [round(x - 4), round(y - 4)];
  return `<path class="cross ${kind}" d="M${a} ${b}l8 8m0 -8l-8 8"/>`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
