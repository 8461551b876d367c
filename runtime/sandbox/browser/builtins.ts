import type { Builtins } from '../../compile/index.ts';
import {
  BUILTIN_ADVICE,
  BUILTIN_NAMES,
  MISSING_GLOBALS,
} from '../../process/builtins/catalogue.ts';
import { MEMBER_ADVICE } from '../../process/builtins/member-advice.ts';
import { surfaceOf } from '../../process/builtins/surface.ts';

/** Which of Node's modules a service can import in this sandbox, and what is in them. */
export const BROWSER_BUILTINS: Builtins = {
  sandboxTitle: 'the browser sandbox',
  names: BUILTIN_NAMES,
  surface: surfaceOf,
  advice: {
    '*': 'Run the step in the terminal, where services are processes of real Node.',
    ...BUILTIN_ADVICE,
    ...MEMBER_ADVICE,
  },
  missingGlobals: MISSING_GLOBALS,
};
