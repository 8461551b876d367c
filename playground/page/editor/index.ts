import { effect } from '@preact/signals';
import type { Notices, Page } from '../state/index.ts';
import type { CodeEditor } from './code-editor.ts';
import { faultsOf } from './faults.ts';
import type { Place } from './places.ts';
import { createPlainEditor } from './plain.ts';

export interface EditorSlot {
  /** Shows a place in the learner's files, whichever editor is there. */
  goTo(place: Place): void;
  /**
   * Puts Monaco in the plain editor's place, text, selection, scroll and focus with it. When it
   * cannot be loaded the plain editor stays, and the learner is told.
   */
  upgrade(): Promise<void>;
  /** Gives Monaco TypeScript's checks and completion. Does nothing while the plain editor is there. */
  explain(): Promise<void>;
}

/** The editor of the page: plain at first, Monaco once it has come. */
export function createEditor(page: Page): EditorSlot {
  const { work, runner, notices } = page;
  const container = byId('code');
  const textarea = byId('plain-editor') as HTMLTextAreaElement;
  const opened = work.files.peek();
  // What was typed before this script ran counts, unless there is saved work to go on with.
  if (!work.touched.peek()) work.edit(work.active.peek(), textarea.value);
  const plain = createPlainEditor(textarea, work.edit);
  let editor: CodeEditor = plain;
  let stop = follow();
  function follow(): () => void {
    const stops = [
      effect(() => editor.show(work.active.value, work.files.value)),
      effect(() => {
        const thrown = faultsOf(runner.problem.value, work.files.value);
        editor.mark([...runner.diagnostics.value, ...thrown]);
      }),
    ];
    return () => {
      for (const one of stops) one();
    };
  }

  return {
    goTo(place) {
      if (work.files.value[place.file] === undefined) return;
      work.active.value = place.file;
      editor.goTo(place);
    },
    async upgrade() {
      try {
        const { createMonacoEditor } = await import('./monaco.ts');
        await plain.settled();
        const state = plain.handOver();
        const monaco = createMonacoEditor({
          container,
          opened,
          files: work.files.peek(),
          path: work.active.peek(),
          state,
          onEdit: work.edit,
        });
        stop();
        plain.remove();
        editor = monaco;
        stop = follow();
      } catch (error) {
        tell(
          notices,
          `The full editor could not be loaded (${reason(error)}). This plain one works.`,
        );
      }
    },
    async explain() {
      if (editor === plain) return;
      try {
        const { setUpTypeScript } = await import('./typescript.ts');
        setUpTypeScript();
      } catch (error) {
        tell(notices, `Types and completion could not be loaded (${reason(error)}).`);
      }
    },
  };
}

function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`The page has no ${id}: see index.html.`);
  return element;
}

function tell(notices: Notices, text: string): void {
  notices.show({
    key: 'editor',
    tone: 'warning',
    text: `${text} Reload the page to try again.`,
    actions: [],
  });
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
