/** The text of the Node API for simulated processes: made in Node, for all engines. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PROJECT_ROOT } from '../../compile/packages/store.ts';
import { type BuiltText, keptText } from './kept-text.ts';

const ENTRY = new URL('process-bundle.ts', import.meta.url);
const NAME = 'processes';

/** What the text depends on besides its sources. */
const MAKERS = [
  fileURLToPath(import.meta.url),
  fileURLToPath(new URL('../browser/build/bundle.ts', import.meta.url)),
  join(PROJECT_ROOT, 'package-lock.json'),
];

/**
 * The text of the Node API, whose value is what process-bundle.ts exports; built only when it is not
 * kept, for that takes a second.
 */
export function keptProcessBundle(): Promise<string> {
  return keptText(NAME, buildProcesses);
}

/** The text, with the files that it was made from. */
export async function buildProcesses(): Promise<BuiltText> {
  // Only now: most runs find it built, and need no bundler.
  const { bundle } = await import('../browser/build/bundle.ts');
  const { code, files } = await bundle(ENTRY, false, { exportsName: NAME });
  const text = `(() => {"use strict";${withSharedClasses(code)}\nreturn ${NAME};})()`;
  return { text, files: [...files, ...MAKERS] };
}

/** Adds the list of all classes that the bundle declares, which are to be frozen. */
function withSharedClasses(code: string): string {
  const classes = [...code.matchAll(TOP_LEVEL_CLASS)].map(([, one, other]) => one ?? other);
  const end = code.lastIndexOf('return exports;');
  if (classes.length === 0 || end < 0) throw new Error('The bundle has another form than it had.');
  return `${code.slice(0, end)}exports.sharedClasses = [${classes}];\n${code.slice(end)}`;
}

const TOP_LEVEL_CLASS = /^\t(?:class ([\w$]+)|(?:var|let|const) ([\w$]+) = class\b)/gm;
