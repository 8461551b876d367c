import posix from 'path-browserify';
import { invalidArgument } from '../errors/node-error.ts';
import { currentProcess } from '../process/process.ts';

type PathFunction = (...parts: string[]) => unknown;

/** What Node calls the arguments of each function; the last name is that of all that follow. */
const ARGUMENTS = {
  basename: ['path', 'suffix'],
  dirname: ['path'],
  extname: ['path'],
  isAbsolute: ['path'],
  join: ['path'],
  normalize: ['path'],
  parse: ['path'],
} as const;

const checked = Object.fromEntries(
  Object.entries(ARGUMENTS).map(([name, names]) => {
    const original = posix[name as keyof typeof ARGUMENTS] as PathFunction;
    const call = (...parts: string[]) => {
      parts.forEach((part, index) => {
        const isOptional = index > 0 && name === 'basename' && part === undefined;
        if (!isOptional) checkText(names[index] ?? names.at(-1) ?? 'path', part);
      });
      if (parts.length === 0 && name !== 'join') checkText('path', undefined);
      return original(...parts);
    };
    return [name, Object.defineProperty(call, 'name', { value: name })];
  }),
);

function checkText(name: string, value: unknown): void {
  if (typeof value !== 'string') throw invalidArgument(name, 'of type string', value);
}

/** Paths without a leading slash start where the process is. */
function resolve(...parts: string[]): string {
  parts.forEach((part, index) => {
    checkText(`paths[${index}]`, part);
  });
  return posix.resolve(currentProcess().cwd(), ...parts);
}

function relative(from: string, to: string): string {
  checkText('from', from);
  checkText('to', to);
  return posix.relative(resolve(from), resolve(to));
}

function format(parts: object): string {
  if (typeof parts !== 'object' || parts === null) {
    throw invalidArgument('pathObject', 'of type object', parts);
  }
  return posix.format(parts);
}

/** node:path, for the one kind of paths that there is here. */
export const path = {
  ...checked,
  format,
  relative,
  resolve,
  sep: posix.sep,
  delimiter: posix.delimiter,
  toNamespacedPath: (name: string) => name,
};
Object.assign(path, { posix: path });
