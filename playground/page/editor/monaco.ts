import './monaco-features.ts';
import { effect } from '@preact/signals';
import { MarkerSeverity, editor as monaco, Uri } from 'monaco-editor/editor/editor.api.js';
import EditorWorker from 'monaco-editor/editor/editor.worker.js?worker';
import type { Files } from '../../../runtime/compile/types.ts';
import { isDark } from '../theme/theme.ts';
import type { CodeEditor, OnEdit } from './code-editor.ts';
import type { Fault } from './faults.ts';
import { defineThemes, useTheme } from './monaco-themes.ts';
import type { HandOver } from './plain.ts';
import TypeScriptWorker from './typescript.worker.ts?worker';

export interface MonacoOptions {
  readonly container: HTMLElement;
  /** The files when the page was opened: undo leads back to them. */
  readonly opened: Files;
  readonly files: Files;
  readonly path: string;
  /** What the plain editor hands over. */
  readonly state: HandOver;
  readonly onEdit: OnEdit;
}

/** Monaco, with the files' text as it is and the state that the plain editor had. */
export function createMonacoEditor(options: MonacoOptions): CodeEditor {
  const { container, opened, files, path, state, onEdit } = options;
  globalThis.MonacoEnvironment = {
    getWorker: (_module, label) =>
      label === 'typescript' ? new TypeScriptWorker() : new EditorWorker(),
  };
  defineThemes();
  effect(() => useTheme(isDark.value));

  const models = new Map<string, monaco.ITextModel>();
  const views = new Map<string, monaco.ICodeEditorViewState | null>();
  let shown = path;

  function modelOf(path: string): monaco.ITextModel {
    const known = models.get(path);
    if (known !== undefined) return known;
    const model = monaco.createModel(opened[path] ?? '', undefined, uriOf(path));
    model.updateOptions({
      tabSize: 2,
      insertSpaces: true,
      bracketColorizationOptions: PLAIN_BRACKETS,
    });
    models.set(path, model);
    setText(model, files[path] ?? '');
    model.onDidChangeContent(() => onEdit(path, textOf(model)));
    return model;
  }

  for (const path of Object.keys(files)) modelOf(path);
  const instance = monaco.create(container, { ...OPTIONS, model: modelOf(path), ariaLabel: path });
  takeOver(instance, modelOf(path), state);
  void document.fonts.load('13.5px "IBM Plex Mono"').then(() => monaco.remeasureFonts());

  return {
    show(path, files) {
      for (const [name, text] of Object.entries(files)) {
        const model = modelOf(name);
        if (textOf(model) !== text) setText(model, text);
      }
      if (path === shown) return;
      views.set(shown, instance.saveViewState());
      shown = path;
      instance.setModel(modelOf(path));
      instance.restoreViewState(views.get(path) ?? null);
      instance.updateOptions({ ariaLabel: path });
    },
    mark(faults) {
      for (const [path, model] of models) {
        const own = faults.filter((fault) => fault.file === path);
        monaco.setModelMarkers(
          model,
          'brownout',
          own.map((fault) => markerOf(model, fault)),
        );
      }
    },
    goTo({ line, column }) {
      instance.setPosition({ lineNumber: line, column });
      instance.revealLineInCenterIfOutsideViewport(line);
      instance.focus();
    },
  };
}

const OPTIONS: monaco.IStandaloneEditorConstructionOptions = {
  automaticLayout: true,
  fixedOverflowWidgets: true,
  fontFamily: '"IBM Plex Mono", ui-monospace, "DejaVu Sans Mono", monospace',
  fontLigatures: false,
  fontSize: 13.5,
  lineDecorationsWidth: 12,
  lineHeight: 20,
  lineNumbersMinChars: 4,
  minimap: { enabled: false },
  overviewRulerLanes: 0,
  padding: { top: 12, bottom: 12 },
  quickSuggestions: { other: true, strings: true, comments: false },
  renderFinalNewline: 'on',
  renderLineHighlight: 'none',
  scrollBeyondLastLine: false,
  scrollbar: { useShadows: false, verticalScrollbarSize: 10, horizontalScrollbarSize: 10 },
  'semanticHighlighting.enabled': false,
  wordBasedSuggestions: 'off',
};

const PLAIN_BRACKETS = { enabled: false, independentColorPoolPerBracketType: false };

/** The address by which the type checker knows a file: imports between files resolve on it. */
function uriOf(path: string): Uri {
  return Uri.parse(`file:///${path}`);
}

function textOf(model: monaco.ITextModel): string {
  return model.getValue(monaco.EndOfLinePreference.LF);
}

/** Replaces the text as one edit, which undo takes back. */
function setText(model: monaco.ITextModel, text: string): void {
  if (textOf(model) === text) return;
  model.pushStackElement();
  model.pushEditOperations([], [{ range: model.getFullModelRange(), text }], () => null);
  model.pushStackElement();
}

function takeOver(
  instance: monaco.IStandaloneCodeEditor,
  model: monaco.ITextModel,
  state: HandOver,
): void {
  const start = model.getPositionAt(state.selectionStart);
  const end = model.getPositionAt(state.selectionEnd);
  instance.setSelection({
    startLineNumber: start.lineNumber,
    startColumn: start.column,
    endLineNumber: end.lineNumber,
    endColumn: end.column,
  });
  instance.setScrollPosition({ scrollTop: state.scrollTop, scrollLeft: state.scrollLeft });
  if (state.hasFocus) instance.focus();
}

function markerOf(model: monaco.ITextModel, fault: Fault): monaco.IMarkerData {
  const line = Math.min(fault.line, model.getLineCount());
  const word = model.getWordAtPosition({ lineNumber: line, column: fault.column });
  return {
    severity: MarkerSeverity.Error,
    message: fault.hint === '' ? fault.message : `${fault.message}\n${fault.hint}`,
    source: 'Brownout',
    startLineNumber: line,
    startColumn: word?.startColumn ?? fault.column,
    endLineNumber: line,
    endColumn: word?.endColumn ?? fault.column + 1,
  };
}
