import type { WriteProblem } from '../storage/index.ts';
import type { Notice } from './notices.ts';

/** What the learner is told about their saved work. */
export type WorkWords = Omit<Notice, 'actions'>;

/** Why nothing could be stored, as the beginning of a sentence. */
export function storageWords(problem: WriteProblem): string {
  return problem === 'full' ? "This browser's storage is full" : 'This browser refuses to store';
}

export const workWords = {
  newerStep: (text: string) => ({ key: 'newer-step', tone: 'news', text }),
  notLasting: {
    key: 'storage',
    tone: 'warning',
    text: 'This browser keeps nothing for this page: your work is lost when you reload it. Allow site data for this address to keep it.',
  },
  notSaved: (problem: WriteProblem) => ({
    key: 'storage',
    tone: 'warning',
    text: `${storageWords(problem)}: your latest changes are lost when you reload the page. Remove site data that you no longer need, then change something here to save again.`,
  }),
  damaged: (problem: string, keptUnder: string) => ({
    key: 'damaged-work',
    tone: 'warning',
    text: `Your saved work on this step cannot be read (${problem}). The step begins anew. What was saved is not lost: it is in this browser's storage under ${keptUnder}.`,
  }),
  otherTab: {
    key: 'other-tab',
    tone: 'choice',
    text: 'Another tab has changed the files of this step. What you type here is kept as a copy until you choose which files to go on with.',
  },
  noRoomForCopy: {
    key: 'replaced',
    tone: 'warning',
    text: "Nothing was replaced: this browser's storage has no room for a copy of your files. Remove site data that you no longer need, then try again.",
  },
  reset: { key: 'replaced', tone: 'news', text: "These are the step's own files again." },
  solved: { key: 'replaced', tone: 'news', text: 'This is the solution.' },
  back: { key: 'replaced', tone: 'news', text: 'The copy is back in the editor.' },
} as const satisfies Record<string, WorkWords | ((...told: never[]) => WorkWords)>;
