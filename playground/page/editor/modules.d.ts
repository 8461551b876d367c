/** Modules that have no typings of their own. */

declare module 'virtual:brownout/node-types' {
  /** Declaration files of Node's modules, by path below node_modules. */
  const files: Readonly<Record<string, string>>;
  export default files;
}

declare module 'virtual:brownout/package-types' {
  const fetchTypes: import('./package-types.ts').FetchTypes;
  export default fetchTypes;
}

declare module 'monaco-editor/languages/features/typescript/tsMode.js' {
  export function setupTypeScript(defaults: unknown): void;
}

declare module 'monaco-editor/languages/features/typescript/tsWorker.js' {
  export function create(context: unknown, createData: unknown): object;
}

declare module 'monaco-editor/internal/common/initialize.js' {
  export function initialize(start: (context: unknown, createData: unknown) => object): void;
}

declare module 'monaco-editor/editor/editor.worker.js?worker' {
  const EditorWorker: new () => Worker;
  export default EditorWorker;
}
