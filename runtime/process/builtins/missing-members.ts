import { NotAvailableError } from '../errors/not-available.ts';
import { MEMBER_ADVICE } from './member-advice.ts';
import { surfaceOf } from './surface.ts';

/**
 * Lets a module's default export say what is missing when a member is read that Node's has and this
 * one lacks: undefined would fail later, and somewhere else. (Where a member is named in the source,
 * the compiler has said so already.) Members that are internal to Node stay undefined.
 */
export function nameMissing(module: string, object: object): void {
  for (const name of surfaceOf(module)?.lacks ?? []) {
    if (name.startsWith('_') || name in object) continue;
    Object.defineProperty(object, name, {
      get() {
        throw new NotAvailableError(`${module}.${name}`, adviceOn(module, name));
      },
      set(value: unknown) {
        Object.defineProperty(object, name, { value, writable: true, enumerable: true });
      },
      configurable: true,
      enumerable: false,
    });
  }
}

function adviceOn(module: string, name: string): string {
  return MEMBER_ADVICE[`${module}.${name}`] ?? MEMBER_ADVICE[`${module}.*`] ?? ELSEWHERE;
}

const ELSEWHERE = 'Run the step in the terminal, where services are processes of real Node.';
