import { computed, type ReadonlySignal, signal } from '@preact/signals';
import {
  emptyProgress,
  type Progress,
  parseProgress,
  recordHint,
  recordOpened,
  recordPassed,
  recordSolution,
  serialiseProgress,
  stepProgress,
} from '../../../runtime/course/progress.ts';
import { keys, setAside, type TextStore, type WriteProblem } from '../storage/index.ts';
import type { Notices } from './notices.ts';
import { storageWords } from './work-words.ts';

/** How far the learner has come: in the course, and in this step's hints. */
export interface Study {
  readonly progress: ReadonlySignal<Progress>;
  readonly hintsOpened: ReadonlySignal<number>;
  readonly solutionOpened: ReadonlySignal<boolean>;
  readonly passed: ReadonlySignal<boolean>;
  openHint(): void;
  openSolution(): void;
  pass(): void;
}

export interface StudyOptions {
  readonly stepId: string;
  readonly hintCount: number;
  readonly store: TextStore;
  readonly notices: Notices;
  readonly nowIso: () => string;
}

/** Opens the learner's progress and records that they are at this step. */
export function createStudy(options: StudyOptions): Study {
  const { stepId, hintCount, store, notices, nowIso } = options;
  /** A damaged record that there is no room to move: nothing may take its place. */
  let holdsDamaged = false;
  const progress = signal(read() ?? emptyProgress());
  const here = computed(() => stepProgress(progress.value, stepId));
  record((before) => recordOpened(before, stepId));
  store.onForeignChange((key) => {
    if (key === keys.progress) progress.value = read() ?? emptyProgress();
  });

  /** What is stored; null when that is nothing, or nothing that can be read. */
  function read(): Progress | null {
    holdsDamaged = false;
    const text = store.read(keys.progress);
    if (text === null) return null;
    const parsed = parseProgress(text);
    if (parsed.ok) return parsed.progress;
    const aside = setAside(store, keys.progress, nowIso());
    holdsDamaged = aside === null;
    const keptUnder = aside ?? keys.progress;
    notices.show({
      key: 'damaged-progress',
      tone: 'warning',
      text: `Your progress cannot be read (${parsed.problem}). It is counted anew. What was saved is not lost: it is in this browser's storage under ${keptUnder}.`,
      actions: [],
    });
    return null;
  }

  /** Every change begins from what is stored: another tab may have recorded something since. */
  function record(change: (before: Progress) => Progress): void {
    const next = change(read() ?? progress.value);
    progress.value = next;
    const problem = holdsDamaged ? 'full' : store.write(keys.progress, serialiseProgress(next));
    if (problem === null) notices.dismiss('progress-storage');
    else tellNotKept(problem);
  }

  function tellNotKept(problem: WriteProblem): void {
    notices.show({
      key: 'progress-storage',
      tone: 'warning',
      text: `${storageWords(problem)}: what you pass and open from now on is forgotten when you reload the page. Remove site data that you no longer need.`,
      actions: [],
    });
  }

  return {
    progress,
    hintsOpened: computed(() => Math.min(here.value.hintsOpened, hintCount)),
    solutionOpened: computed(() => here.value.solutionOpened),
    passed: computed(() => here.value.passedAt !== null),
    openHint() {
      if (here.value.hintsOpened < hintCount) record((before) => recordHint(before, stepId));
    },
    openSolution: () => record((before) => recordSolution(before, stepId)),
    pass: () => record((before) => recordPassed(before, stepId, nowIso())),
  };
}
