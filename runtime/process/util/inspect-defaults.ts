import { type InspectOptions, inspect } from 'node-inspect-extracted';
import { keepApart, perProcess } from '../current.ts';

/**
 * The library has one `inspect.defaultOptions`, sealed as Node's is, which whoever prints looks at.
 * What a process has changed there is put away while others run.
 */
const shared = inspect.defaultOptions;
const initial: InspectOptions = { ...shared };
const own = perProcess((): { changed: InspectOptions | null } => ({ changed: null }));

keepApart({
  putAway() {
    if (isInitial(shared)) return;
    own().changed = { ...shared };
    Object.assign(shared, initial);
  },
  takeOut() {
    const { changed } = own();
    if (changed === null) return;
    own().changed = null;
    Object.assign(shared, changed);
  },
});

/** Each by its name, not in a loop: a simulator asks with every call into a process. */
function isInitial(options: InspectOptions): boolean {
  return (
    options.showHidden === initial.showHidden &&
    options.depth === initial.depth &&
    options.colors === initial.colors &&
    options.customInspect === initial.customInspect &&
    options.showProxy === initial.showProxy &&
    options.maxArrayLength === initial.maxArrayLength &&
    options.maxStringLength === initial.maxStringLength &&
    options.breakLength === initial.breakLength &&
    options.compact === initial.compact &&
    options.sorted === initial.sorted &&
    options.getters === initial.getters &&
    options.numericSeparator === initial.numericSeparator
  );
}
