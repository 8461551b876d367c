import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readSurface, type Surface } from './index.ts';
import { type NodeNames, readNodeNames } from './node-names.ts';

const DATA = fileURLToPath(
  new URL('../../../../process/builtins/surface-names.ts', import.meta.url),
);

// Node's own names are those of Node 20, for which services are written.
test.runIf(process.version.startsWith('v20.'))(
  'the list of members is what programs find (npx vitest run -u writes it anew)',
  async () => {
    const surface = await readSurface();
    const node = readNodeNames(Object.keys(surface.modules));
    await expect(dataFile(surface, node)).toMatchFileSnapshot(DATA);
  },
);

function dataFile({ modules, defaults }: Surface, node: Readonly<Record<string, NodeNames>>) {
  const entries = Object.keys(modules)
    .sort()
    .map((module) => {
      const { importable = [], inherited = [] } = node[module] ?? {};
      const ours = new Set(modules[module]);
      const readable = new Set([...ours, ...(defaults[module] ?? [])]);
      const has = importable.filter((name) => ours.has(name));
      const more = [...importable, ...inherited];
      return `  ${/^\w+$/.test(module) ? module : `'${module}'`}: {
    has: ${listed(has)},
    lacks: ${listed(more.filter((name) => !readable.has(name)))},
    inherited: ${listed(more.filter((name) => readable.has(name) && !has.includes(name)))},
  },
`;
    });
  return HEADER + entries.join('') + FOOTER;
}

/** Names in a template literal, its lines no longer than a hundred characters. */
function listed(names: readonly string[]): string {
  if (names.length === 0) return "''";
  const lines = [''];
  for (const name of [...new Set(names)].sort()) {
    const line = lines.at(-1) ?? '';
    if (line.length + name.length > 90) lines.push(name);
    else lines[lines.length - 1] = line === '' ? name : `${line} ${name}`;
  }
  return `\`\n      ${lines.join('\n      ')}\``;
}

const HEADER = `/**
 * What programs find in Node's modules here: see surface.ts. Written by the test of
 * runtime/sandbox/browser/build/surface; do not edit it by hand.
 */
export const SURFACE_NAMES: Readonly<
  Record<string, { readonly has: string; readonly lacks: string; readonly inherited: string }>
> = {
`;
const FOOTER = '};\n';
