import { type ReadonlySignal, signal } from '@preact/signals';

/** Something the learner should know about their work, and what they can do about it. */
export interface Notice {
  /** A notice takes the place of the one before it with the same key. */
  readonly key: string;
  readonly text: string;
  /** News can be read and forgotten; a warning is to be looked at; a choice stays until it is made. */
  readonly tone: 'news' | 'warning' | 'choice';
  readonly actions: readonly NoticeAction[];
}

export interface NoticeAction {
  readonly label: string;
  readonly run: () => void;
}

export interface Notices {
  readonly list: ReadonlySignal<readonly Notice[]>;
  show(notice: Notice): void;
  dismiss(key: string): void;
}

export function createNotices(): Notices {
  const list = signal<readonly Notice[]>([]);
  const without = (key: string) => list.value.filter((notice) => notice.key !== key);
  return {
    list,
    show(notice) {
      list.value = [...without(notice.key), notice];
    },
    dismiss(key) {
      if (list.value.some((notice) => notice.key === key)) list.value = without(key);
    },
  };
}
