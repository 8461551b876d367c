import type { CodeEditor, OnEdit } from './code-editor.ts';

/** What one editor hands to the next, so that a learner who is typing notices nothing. */
export interface HandOver {
  readonly hasFocus: boolean;
  /** Offsets in the text. */
  readonly selectionStart: number;
  readonly selectionEnd: number;
  readonly scrollTop: number;
  readonly scrollLeft: number;
}

export interface PlainEditor extends CodeEditor {
  /** Resolves when no text is being composed: an input method must not be interrupted. */
  settled(): Promise<void>;
  handOver(): HandOver;
  remove(): void;
}

/** An editor on the page's own textarea, which takes typing before any script has come. */
export function createPlainEditor(textarea: HTMLTextAreaElement, onEdit: OnEdit): PlainEditor {
  let path = textarea.getAttribute('aria-label') ?? '';
  let composing = false;
  const controller = new AbortController();
  const { signal } = controller;
  textarea.addEventListener('input', () => onEdit(path, textarea.value), { signal });
  textarea.addEventListener('compositionstart', () => (composing = true), { signal });
  textarea.addEventListener('compositionend', () => (composing = false), { signal });

  return {
    show(next, files) {
      path = next;
      textarea.setAttribute('aria-label', path);
      const text = files[path] ?? '';
      if (textarea.value !== text) textarea.value = text;
    },
    // A textarea has no margin to mark; the lab says what is wrong.
    mark: () => undefined,
    goTo({ line, column }) {
      const before = textarea.value.split('\n').slice(0, line - 1);
      const offset = before.reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
      textarea.focus();
      textarea.setSelectionRange(offset, offset);
    },
    settled() {
      if (!composing) return Promise.resolve();
      return new Promise((resolve) => {
        textarea.addEventListener('compositionend', () => resolve(), { once: true });
      });
    },
    handOver: () => ({
      hasFocus: document.activeElement === textarea,
      selectionStart: textarea.selectionStart,
      selectionEnd: textarea.selectionEnd,
      scrollTop: textarea.scrollTop,
      scrollLeft: textarea.scrollLeft,
    }),
    remove() {
      controller.abort();
      textarea.remove();
    },
  };
}
