import type { Plugin } from 'vite';

const FOLDER = '/runtime/process/on-demand/index.ts';
const IMPORT = /^import \* as (\w+) from ('[^']+');$/gm;
const GIVEN = /\(\) => (\w+);/g;

/**
 * Makes what `process/on-demand` imports evaluate when it is first asked for: `require` in place of
 * `import`, which the bundler makes into a function around the library.
 */
export function evaluatedOnDemand(): Plugin {
  return {
    name: 'brownout:evaluated-on-demand',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith(FOLDER)) return null;
      const specifiers = new Map([...code.matchAll(IMPORT)].map(([, name, from]) => [name, from]));
      return code
        .replaceAll(IMPORT, 'let $1 = null;')
        .replaceAll(GIVEN, (_, name) => `() => (${name} ??= require(${specifiers.get(name)}));`);
    },
  };
}
