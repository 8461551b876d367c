import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Plugin } from 'vite';
import { allSteps, readCourse } from '../../../../course/read.ts';
import { bundle } from '../../../../sandbox/browser/build/bundle.ts';

/** The module that fetches the steps' checks; its type is in check-modules.d.ts. */
const MODULE = 'virtual:brownout/checks';
/** Followed by the step's folder: one chunk of the site each, fetched when Check is pressed. */
const CHECK = 'virtual:brownout/check/';

const API = { module: new URL('../../../index.ts', import.meta.url), name: 'brownoutScenario' };
const NAME = 'check';

/** Gives the page the text of each step's check, as `CheckJob.check` wants it. */
export function stepChecks(lessonsDir: string): Plugin {
  return {
    name: 'brownout:step-checks',
    resolveId: (id) => (id === MODULE || id.startsWith(CHECK) ? `\0${id}` : null),
    async load(id) {
      if (id === `\0${MODULE}`) return fetchers(lessonsDir);
      if (!id.startsWith(`\0${CHECK}`)) return null;
      const folder = id.slice(CHECK.length + 1);
      const { text, files } = await buildCheck(join(lessonsDir, folder, 'check.ts'));
      for (const file of files) this.addWatchFile(file);
      return `export default ${JSON.stringify(text)};`;
    },
  };
}

/**
 * A check as an expression: a function of the scenario API, which is the worker's own (for one copy
 * of it judges), that gives the scenario.
 */
export async function buildCheck(file: string) {
  const options = { exportsName: NAME, given: API };
  const { code, files } = await bundle(pathToFileURL(file), false, options);
  return { text: `(function(${API.name}){${code}\nreturn ${NAME};})`, files };
}

async function fetchers(lessonsDir: string): Promise<string> {
  const steps = allSteps(await readCourse(lessonsDir));
  const rows = steps.map(({ folder }) => {
    return `${JSON.stringify(folder)}: () => import(${JSON.stringify(CHECK + folder)})`;
  });
  return `export const checks = { ${rows.join(', ')} };`;
}
