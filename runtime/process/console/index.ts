/** The global `console` and node:console. */
import { stderr, stdout } from '../standard-output.ts';
import { Console } from './console.ts';

export { Console } from './console.ts';

export const console = Object.assign(new Console(stdout, stderr), { Console });
