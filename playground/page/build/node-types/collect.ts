import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Surface } from '../../../../runtime/sandbox/browser/build/surface/index.ts';
import { parseDeclarations } from './source-file.ts';
import { trim } from './trim.ts';
import { write } from './write.ts';

/** What `@types/node` refers to for fetch and its like. */
const UNDICI = 'undici-types';

/**
 * The declarations of Node's modules, without what a sandbox does not have: text by path below
 * node_modules, `/` between its parts. All of the files are roots of a program.
 */
export function collectNodeTypes(nodeModules: string, surface: Surface): Record<string, string> {
  const undici = join(nodeModules, UNDICI);
  const paths = [
    ...referencedBy(join(nodeModules, '@types/node/index.d.ts')),
    ...readdirSync(undici)
      .filter((name) => name.endsWith('.d.ts'))
      .map((name) => join(undici, name)),
  ];
  const files = paths.map((file) => {
    const path = relative(nodeModules, file).split(sep).join('/');
    // They ask for all of Node's types, which they have here.
    const text = readFileSync(file, 'utf8').replace('/// <reference types="node" />', '');
    return parseDeclarations(path, text);
  });
  const written = Object.entries(write(files, trim(files, surface)));
  const tidy = written.map(([path, text]) => [path, text.replace(GAPS, '\n\n')] as const);
  return Object.fromEntries(tidy.filter(([, text]) => saysAnything(text)));
}

/** What is left where several declarations have been taken out. */
const GAPS = /\n(?:[ \t]*\n){2,}/g;

const REFERENCE = /^\/\/\/ <reference path="([^"]+)" \/>/gm;

function referencedBy(index: string): string[] {
  const found = new Set<string>([index]);
  for (const file of found) {
    for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(REFERENCE)) {
      found.add(resolve(dirname(file), path));
    }
  }
  found.delete(index);
  return [...found];
}

function saysAnything(text: string): boolean {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '').trim() !== '';
}
