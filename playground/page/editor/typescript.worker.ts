/** TypeScript's language service, in a worker of its own. */
import { initialize } from 'monaco-editor/internal/common/initialize.js';
import { create } from 'monaco-editor/languages/features/typescript/tsWorker.js';

self.onmessage = () => {
  initialize((context, createData) => create(context, createData));
};
