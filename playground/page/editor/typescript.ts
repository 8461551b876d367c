import nodeTypes from 'virtual:brownout/node-types';
import fetchTypes from 'virtual:brownout/package-types';
import { editor as monaco } from 'monaco-editor/editor/editor.api.js';
import {
  ModuleKind,
  type ModuleResolutionKind,
  type ScriptTarget,
  typescriptDefaults,
} from 'monaco-editor/languages/features/typescript/register.js';
import { setupTypeScript } from 'monaco-editor/languages/features/typescript/tsMode.js';
import { PackageTypes } from './package-types.ts';

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
    addDeclarations(path, text);
  }
  followPackages();
  // Monaco asks for a language's features when a model is first shown. That was before this module
  // was loaded, so they are set up here.
  setupTypeScript(typescriptDefaults);
}

function addDeclarations(path: string, text: string): void {
  typescriptDefaults.addExtraLib(text, `file:///node_modules/${path}`);
}

/** Packages' types come when a file imports them: most lessons need none. */
function followPackages(): void {
  const types = new PackageTypes(fetchTypes, addDeclarations);
  const follow = (model: monaco.ITextModel) => {
    void types.follow(model.getValue());
    model.onDidChangeContent(() => void types.follow(model.getValue()));
  };
  for (const model of monaco.getModels()) follow(model);
  monaco.onDidCreateModel(follow);
}
