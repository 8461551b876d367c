import type { Files } from '../../../runtime/compile/types.ts';
import { parseWork, type SavedWork, serialiseWork } from '../../../runtime/course/work.ts';
import { keepCopy } from './copies.ts';
import { keys } from './keys.ts';
import { setAside } from './set-aside.ts';
import type { TextStore, WriteProblem } from './text-store.ts';

export type FoundWork =
  | { readonly found: 'nothing' }
  | { readonly found: 'work'; readonly work: SavedWork }
  /** `keptUnder` is the key where the damaged text is now. */
  | { readonly found: 'damaged'; readonly problem: string; readonly keptUnder: string };

/** `apart`: another tab has written to the step's own key; this was kept as a copy instead. */
export type SaveOutcome = 'saved' | 'apart' | WriteProblem;

/**
 * Where one tab keeps its work on one step. It writes to the step's own key until it finds that
 * another tab has written there; then it writes to a copy of its own, so that neither destroys the
 * other's changes, until the learner has chosen.
 */
export class WorkSlot {
  readonly #store: TextStore;
  readonly #stepId: string;
  readonly #key: string;
  readonly #nowIso: () => string;
  /** What this tab last read or wrote under the step's key. */
  #lastText: string | null = null;
  #apart: { copyKey: string | null } | null = null;
  /** A damaged text is still under the step's key, since there was no room for it elsewhere. */
  #holdsDamaged = false;

  constructor(store: TextStore, stepId: string, nowIso: () => string) {
    this.#store = store;
    this.#stepId = stepId;
    this.#key = keys.work(stepId);
    this.#nowIso = nowIso;
  }

  get isApart(): boolean {
    return this.#apart !== null;
  }

  /** What is saved for the step. A damaged text is moved to a key of its own. */
  read(): FoundWork {
    const text = this.#store.read(this.#key);
    this.#lastText = text;
    if (text === null) return { found: 'nothing' };
    const parsed = parseWork(text);
    if (parsed.ok && parsed.work.step === this.#stepId) return { found: 'work', work: parsed.work };
    const problem = parsed.ok ? `it is work on step ${parsed.work.step}` : parsed.problem;
    return { found: 'damaged', problem, keptUnder: this.#moveDamaged() ?? this.#key };
  }

  save(work: SavedWork): SaveOutcome {
    if (this.#holdsDamaged && this.#moveDamaged() === null) return 'full';
    if (this.#apart === null && this.metOtherTab(work.files)) this.#apart = { copyKey: null };
    if (this.#apart !== null) return this.#saveApart(this.#apart, work);
    const text = serialiseWork(work);
    const problem = this.#store.write(this.#key, text);
    if (problem === null) this.#lastText = text;
    return problem ?? 'saved';
  }

  /** Whether another tab has written different files than these since this tab last looked. */
  metOtherTab(files: Files): boolean {
    const text = this.#store.read(this.#key);
    if (text === this.#lastText) return false;
    const other = this.#parse(text);
    if (other !== null && !sameFiles(other.files, files)) return true;
    this.#lastText = text;
    return false;
  }

  /** Keeps apart from now on. */
  keepApart(): void {
    this.#apart ??= { copyKey: null };
  }

  /** Goes on with what the other tab has written; what was kept apart stays as a copy. */
  takeOther(): SavedWork | null {
    const text = this.#store.read(this.#key);
    this.#lastText = text;
    this.#apart = null;
    return this.#parse(text);
  }

  /** Goes on with this tab's work; what the other tab has written stays as a copy. */
  takeOver(work: SavedWork): SaveOutcome {
    const text = this.#store.read(this.#key);
    const other = this.#parse(text);
    if (other !== null && keepCopy(this.#store, other, this.#nowIso()) === null) return 'full';
    const mine = this.#apart?.copyKey ?? null;
    if (mine !== null) this.#store.remove(mine);
    this.#lastText = text;
    this.#apart = null;
    return this.save(work);
  }

  /** The key where the damaged text is now; null when there is no room to move it. */
  #moveDamaged(): string | null {
    const aside = setAside(this.#store, this.#key, this.#nowIso());
    this.#holdsDamaged = aside === null;
    this.#lastText = this.#store.read(this.#key);
    return aside;
  }

  #saveApart(apart: { copyKey: string | null }, work: SavedWork): SaveOutcome {
    if (apart.copyKey === null) {
      apart.copyKey = keepCopy(this.#store, work, this.#nowIso());
      return apart.copyKey === null ? 'full' : 'apart';
    }
    return this.#store.write(apart.copyKey, serialiseWork(work)) ?? 'apart';
  }

  #parse(text: string | null): SavedWork | null {
    const parsed = parseWork(text ?? '');
    return parsed.ok && parsed.work.step === this.#stepId ? parsed.work : null;
  }
}

export function sameFiles(a: Files, b: Files): boolean {
  const paths = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...paths].every((path) => a[path] === b[path]);
}
