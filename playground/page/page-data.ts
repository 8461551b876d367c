import type { Step } from '../../runtime/course/step.ts';

/** What a page's script is given with the page: its step, and its place in the course. */
export interface PageData {
  readonly step: PageStep;
  /** Every step in order; this page's own is among them. */
  readonly course: readonly PageLink[];
  /** Hints as HTML, from symptom to code. */
  readonly hints: readonly string[];
  /** The files that the solution changes, coloured. */
  readonly solution: readonly Listing[];
}

/** A step without its texts, which are in the page already. */
export type PageStep = Omit<Step, 'prose' | 'hints' | 'goListing'>;

export interface Listing {
  readonly path: string;
  readonly html: string;
}

export interface PageLink {
  readonly id: string;
  readonly title: string;
  /** The page's file name, beside this page. */
  readonly file: string;
}

/** The id of the script element that carries the data. */
export const PAGE_DATA_ID = 'page-data';

/** Reads the data that the page carries. */
export function readPageData(document: Document): PageData {
  const element = document.getElementById(PAGE_DATA_ID);
  if (element === null) throw new Error('The page carries no step: it was not made by the build.');
  return JSON.parse(element.textContent) as PageData;
}
