/** The global `console` and node:console. */
import { perProcess } from '../current.ts';
import { currentStderr, currentStdout } from '../standard-output.ts';
import { Console, METHODS, Printer } from './console.ts';

export { Console } from './console.ts';

type Method = (...values: unknown[]) => unknown;

const printer = perProcess(() => new Printer(currentStdout(), currentStderr()));

/** The global's members, made once: each method prints for the process that is running. */
const MEMBERS: object = Object.fromEntries([
  ...METHODS.map((name) => {
    const method: Method = (...values) => (printer()[name] as Method)(...values);
    Object.defineProperty(method, 'name', { value: name });
    return [name, method];
  }),
  ['Console', Console],
]);

/** A process's own object, for programs put functions of theirs into it. */
export const currentConsole = perProcess<Console>(() =>
  Object.setPrototypeOf({ ...MEMBERS }, Console.prototype),
);
