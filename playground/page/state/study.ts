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
import { keys, setAside, type TextStore } from '../storage/index.ts';
import type { Notices } from './notices.ts';

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
  const progress = signal(read());
  const here = computed(() => stepProgress(progress.value, stepId));
  record((before) => recordOpened(before, stepId));
  store.onForeignChange((key) => {
    if (key === keys.progress) progress.value = read();
  });

  function read(): Progress {
    const text = store.read(keys.progress);
    if (text === null) return emptyProgress();
    const parsed = parseProgress(text);
    if (parsed.ok) return parsed.progress;
    const keptUnder = setAside(store, keys.progress, nowIso()) ?? keys.progress;
    notices.show({
      key: 'damaged-progress',
      tone: 'warning',
      text: `Your progress cannot be read (${parsed.problem}). It is counted anew. What was saved is not lost: it is in this browser's storage under ${keptUnder}.`,
      actions: [],
    });
    return emptyProgress();
  }

  /** Every change begins from what is stored: another tab may have recorded something since. */
  function record(change: (before: Progress) => Progress): void {
    const next = change(store.read(keys.progress) === null ? progress.value : read());
    progress.value = next;
    store.write(keys.progress, serialiseProgress(next));
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
