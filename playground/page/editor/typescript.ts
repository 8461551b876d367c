import nodeTypes from 'virtual:brownout/node-types';
import {
  ModuleKind,
  type ModuleResolutionKind,
  type ScriptTarget,
  typescriptDefaults,
} from 'monaco-editor/languages/features/typescript/register.js';
import { setupTypeScript } from 'monaco-editor/languages/features/typescript/tsMode.js';

/** Values of TypeScript's own enums that Monaco's copies of them leave out. */
const TARGET_ES2023 = 10 as ScriptTarget;
const RESOLUTION_BUNDLER = 100 as ModuleResolutionKind;
const DETECTION_FORCE = 3;

/**
 * Gives the editor TypeScript's checks, completion and hovers, with Node's types and without the
 * browser's: a service has no document. The options are those that Node itself asks of a file
 * whose types it strips.
 */
export function setUpTypeScript(): void {
  typescriptDefaults.setCompilerOptions({
    target: TARGET_ES2023,
    lib: ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts'],
    module: ModuleKind.ESNext,
    moduleResolution: RESOLUTION_BUNDLER,
    moduleDetection: DETECTION_FORCE,
    allowImportingTsExtensions: true,
    allowNonTsExtensions: true,
    erasableSyntaxOnly: true,
    isolatedModules: true,
    noEmit: true,
    skipLibCheck: true,
    strict: true,
    verbatimModuleSyntax: true,
  });
  typescriptDefaults.setEagerModelSync(true);
  for (const [path, text] of Object.entries(nodeTypes)) {
    typescriptDefaults.addExtraLib(text, `file:///node_modules/${path}`);
  }
  // Monaco asks for a language's features when a model is first shown. That was before this module
  // was loaded, so they are set up here.
  setupTypeScript(typescriptDefaults);
}
