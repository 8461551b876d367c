import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Files } from '../../../runtime/compile/types.ts';
import { beginWork, isTouched, reconcile, type SavedWork } from '../../../runtime/course/work.ts';
import type { PageStep } from '../page-data.ts';
import {
  type Copy,
  keepCopy,
  keys,
  listCopies,
  type SaveOutcome,
  sameFiles,
  type TextStore,
  WorkSlot,
} from '../storage/index.ts';
import type { Notices } from './notices.ts';
import { type WorkWords, workWords } from './work-words.ts';

/** The learner's files: edited here, kept in the store with every change. */
export interface Work {
  readonly files: ReadonlySignal<Files>;
  /** The file in the editor. */
  readonly active: Signal<string>;
  /** Whether the files are the learner's own by now. */
  readonly touched: ReadonlySignal<boolean>;
  /** Kept copies of the learner's files, newest first. */
  readonly copies: ReadonlySignal<readonly Copy[]>;
  edit(path: string, text: string): void;
  /** The step's own files again. The learner's are kept as a copy. */
  reset(): void;
  /** The solution in place of the learner's files, which are kept as a copy. */
  solve(): void;
  /** A copy in place of the learner's files, which are kept as a copy themselves. */
  restore(copy: Copy): void;
}

export interface WorkOptions {
  readonly step: Pick<PageStep, 'id' | 'start' | 'solution' | 'edit'>;
  readonly store: TextStore;
  readonly notices: Notices;
  readonly nowIso: () => string;
}

/** Opens the work on a step: what was saved, brought to the step as it is now, or its start. */
export function createWork({ step, store, notices, nowIso }: WorkOptions): Work {
  const slot = new WorkSlot(store, step.id, nowIso);
  const tell = (words: WorkWords) => notices.show({ actions: [], ...words });
  let work = open();
  const files = signal(work.files);
  const touched = signal(isTouched(work));
  const copies = signal(listCopies(store, step.id));
  if (!store.lasting) tell(workWords.notLasting);

  store.onForeignChange((key) => {
    if (key === keys.work(step.id) && !slot.isApart && slot.metOtherTab(work.files)) {
      slot.keepApart();
      tellOfOtherTab();
    }
    if (key.startsWith(keys.copies(step.id))) copies.value = listCopies(store, step.id);
  });

  function open(): SavedWork {
    const saved = slot.read();
    if (saved.found === 'nothing') return beginWork(step);
    if (saved.found === 'damaged') {
      tell(workWords.damaged(saved.problem, saved.keptUnder));
      return beginWork(step);
    }
    const { work, notice } = reconcile(saved.work, step);
    if (notice !== null) {
      tell(workWords.newerStep(notice));
      report(slot.save(work));
    }
    return work;
  }

  function report(outcome: SaveOutcome): void {
    if (outcome === 'apart') tellOfOtherTab();
    else if (outcome !== 'saved') tell(workWords.notSaved(outcome));
    else if (store.lasting) notices.dismiss('storage');
  }

  function tellOfOtherTab(): void {
    notices.show({
      ...workWords.otherTab,
      actions: [
        { label: "Use the other tab's files", run: useOtherTab },
        { label: 'Go on with these', run: goOnWithMine },
      ],
    });
  }

  function useOtherTab(): void {
    notices.dismiss('other-tab');
    const other = slot.takeOther();
    if (other !== null) put(other.files);
  }

  function goOnWithMine(): void {
    notices.dismiss('other-tab');
    report(slot.takeOver(work));
    copies.value = listCopies(store, step.id);
  }

  function put(next: Files): void {
    work = { ...work, files: next };
    files.value = next;
    touched.value = isTouched(work);
    copies.value = listCopies(store, step.id);
  }

  /** Replaces all files, but not before the learner's own are safe. */
  function replace(next: Files, words: WorkWords): void {
    if (sameFiles(next, work.files)) return;
    const mine = work.files;
    const own = isTouched(work) && !sameFiles(mine, step.solution);
    if (own && keepCopy(store, work, nowIso()) === null) {
      tell(workWords.noRoomForCopy);
      return;
    }
    put(next);
    report(slot.save(work));
    const bringBack = { label: 'Bring mine back', run: () => replace(mine, workWords.back) };
    notices.show({ ...words, actions: own ? [bringBack] : [] });
  }

  return {
    files,
    active: signal(step.edit[0] ?? ''),
    touched,
    copies,
    edit(path, text) {
      if (work.files[path] === text) return;
      put({ ...work.files, [path]: text });
      report(slot.save(work));
    },
    reset: () => replace(step.start, workWords.reset),
    solve: () => replace(step.solution, workWords.solved),
    restore: (copy) => replace(copy.files, workWords.back),
  };
}
