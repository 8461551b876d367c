import { inspect } from 'node-inspect-extracted';
import { keepApart, perProcess } from '../current.ts';

/**
 * The library has one `inspect.defaultOptions`, sealed as Node's is, which whoever prints looks at.
 * What a process has changed there is put away while others run.
 */
const shared = inspect.defaultOptions as Record<string, unknown>;
const initial: Readonly<Record<string, unknown>> = { ...shared };
const names = Object.keys(initial);
const own = perProcess((): { changed: Record<string, unknown> | null } => ({ changed: null }));

keepApart({
  putAway() {
    for (let at = 0; at < names.length; at++) {
      const name = names[at] as string;
      if (shared[name] === initial[name]) continue;
      own().changed = { ...shared };
      Object.assign(shared, initial);
      return;
    }
  },
  takeOut() {
    const { changed } = own();
    if (changed === null) return;
    own().changed = null;
    Object.assign(shared, changed);
  },
});
