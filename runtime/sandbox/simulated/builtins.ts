import type { Builtins } from '../../compile/index.ts';
import { BROWSER_BUILTINS } from '../browser/builtins.ts';

/** Which of Node's modules a service can import here: those of the browser sandbox, all of them. */
export const SIMULATED_BUILTINS: Builtins = {
  ...BROWSER_BUILTINS,
  sandboxTitle: 'the simulated sandbox',
};
