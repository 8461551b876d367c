import { NotAvailableError } from '../errors/not-available.ts';
import { MEMBER_ADVICE } from './member-advice.ts';
import { surfaceOf } from './surface.ts';

/**
 * Lets a module's default export say what is missing when a member is read that Node's has and this
 * one lacks: undefined would fail later, and somewhere else. (Where a member is named in the source,
 * the compiler has said so already.) Members that are internal to Node stay undefined.
 */
export function nameMissing(module: string, object: object): void {
  if (Object.getPrototypeOf(object) === Object.prototype) {
    Object.setPrototypeOf(object, prototypeOf(module));
    return;
  }
  for (const [name, member] of missingOf(module)) {
    if (!(name in object)) Object.defineProperty(object, name, member);
  }
}

type Missing = readonly (readonly [name: string, member: PropertyDescriptor])[];

const known = new Map<string, Missing>();

/** Made once of each module, and not again for each process. */
function missingOf(module: string): Missing {
  const made =
    known.get(module) ??
    [...(surfaceOf(module)?.lacks ?? [])]
      .filter((name) => !name.startsWith('_'))
      .map((name) => [name, missingMember(module, name)] as const);
  known.set(module, made);
  return made;
}

const prototypes = new Map<string, object>();

/** Plain objects inherit what is missing: that is made once, and not for each process. */
function prototypeOf(module: string): object {
  const made = prototypes.get(module) ?? Object.create(Object.prototype, membersOf(module));
  prototypes.set(module, made);
  return made;
}

function membersOf(module: string): PropertyDescriptorMap {
  return Object.fromEntries(missingOf(module));
}

function missingMember(module: string, name: string): PropertyDescriptor {
  return {
    get() {
      throw new NotAvailableError(`${module}.${name}`, adviceOn(module, name));
    },
    set(this: object, value: unknown) {
      Object.defineProperty(this, name, {
        value,
        writable: true,
        enumerable: true,
        configurable: true,
      });
    },
    configurable: true,
    enumerable: false,
  };
}

function adviceOn(module: string, name: string): string {
  return MEMBER_ADVICE[`${module}.${name}`] ?? MEMBER_ADVICE[`${module}.*`] ?? ELSEWHERE;
}

const ELSEWHERE = 'Run the step in the terminal, where services are processes of real Node.';
