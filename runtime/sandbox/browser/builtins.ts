import type { Builtins } from '../../compile/index.ts';
import { BUILTIN_ADVICE, BUILTIN_NAMES } from '../../process/builtins/catalogue.ts';

/** Which of Node's modules a service can import in this sandbox. */
export const BROWSER_BUILTINS: Builtins = {
  sandboxTitle: 'the browser sandbox',
  names: BUILTIN_NAMES,
  advice: BUILTIN_ADVICE,
};
