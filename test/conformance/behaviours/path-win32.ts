import { win32 } from 'node:path';
import { area } from './behaviour.ts';

/** In a file of its own, for where there is no win32 it cannot even be imported. */
export const behaviours = area('path', {
  'win32 knows the paths of Windows': (print) => {
    print(win32.join('a', '..\\b', 'c'), win32.parse('C:\\x\\y.z').root);
  },
});
