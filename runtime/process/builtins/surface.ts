import { SURFACE_NAMES } from './surface-names.ts';

/** The members of one of Node's modules, as programs find them here. */
export interface ModuleSurface {
  /** What can be imported. */
  readonly has: ReadonlySet<string>;
  /** What Node 20's own module has besides. */
  readonly lacks: ReadonlySet<string>;
  /** What can only be read from the default export, because it inherits it: `process.on`. */
  readonly inherited: ReadonlySet<string>;
}

const known = new Map<string, ModuleSurface>();

/**
 * The members of a module by its name without `node:`; null when it is not here. Data only, for
 * the page compiles with it; that it is true of the modules themselves is tested
 * (runtime/sandbox/browser/build/surface).
 */
export function surfaceOf(module: string): ModuleSurface | null {
  const names = SURFACE_NAMES[module];
  if (names === undefined) return null;
  const surface = known.get(module) ?? {
    has: words(names.has),
    lacks: words(names.lacks),
    inherited: words(names.inherited),
  };
  known.set(module, surface);
  return surface;
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/).filter((word) => word !== ''));
}
