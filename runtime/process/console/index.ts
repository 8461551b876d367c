/** The global `console` and node:console. */
import { perProcess } from '../current.ts';
import { currentStderr, currentStdout } from '../standard-output.ts';
import { Console } from './console.ts';

export { Console } from './console.ts';

export const currentConsole = perProcess(() =>
  Object.assign(new Console(currentStdout(), currentStderr()), { Console }),
);
