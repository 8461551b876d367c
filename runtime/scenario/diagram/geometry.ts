/** Measures of the picture, in pixels. */

export const COLUMN_WIDTH = 168;
/** Times stand there. */
export const MARGIN_LEFT = 64;
export const MARGIN_RIGHT = 132;
export const HEADER_HEIGHT = 40;
/** The baseline of the names in the header. */
export const NAME_Y = 24;
/** The names, below the words of what came last. */
export const FOOTER_HEIGHT = 48;
export const BAND_WIDTH = 14;

/** The middle of a column. */
export function xOf(index: number): number {
  return MARGIN_LEFT + COLUMN_WIDTH * (index + 0.5);
}

export function widthOf(columns: number): number {
  return MARGIN_LEFT + COLUMN_WIDTH * Math.max(1, columns) + MARGIN_RIGHT;
}

/** Where things are, once every moment has its place. */
export interface Geometry {
  readonly width: number;
  readonly height: number;
  readonly xs: ReadonlyMap<string, number>;
  /** The distance of a moment from the top. */
  y(ms: number): number;
  readonly folds: readonly { readonly y: number; readonly ms: number }[];
}

export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
