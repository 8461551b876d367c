import type { Files } from '../../../runtime/compile/types.ts';
import type { Fault } from './faults.ts';
import type { Place } from './places.ts';

/** What the page needs of an editor. The plain one is there at once; Monaco takes its place. */
export interface CodeEditor {
  /** Shows the file, in these files: text that differs from what is shown replaces it. */
  show(path: string, files: Files): void;
  /** Marks what is wrong, where it is. */
  mark(faults: readonly Fault[]): void;
  /** Puts the cursor there and the focus in the editor. The file must be the one shown. */
  goTo(place: Place): void;
}

/** Called with every change that the learner makes. */
export type OnEdit = (path: string, text: string) => void;
