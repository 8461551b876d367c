import type { FollowAwaits } from './link/async-context.ts';

/** What is known of a module without running it. Plain data: it is posted to where it runs. */
export interface Module extends ModuleShape {
  /**
   * A script's JavaScript: the source with its types blanked, so that every line and column is the
   * source's. Of JSON, the text; its one export is `default`.
   */
  readonly code: string;
}

/** How a module hangs together with others: all that linking its function needs. */
export interface ModuleShape {
  readonly kind: 'script' | 'json';
  /** Its path in the workspace: `hello/server.ts`. */
  readonly path: string;
  /** Every place that names another module, in source order; the same module may come twice. */
  readonly imports: readonly Import[];
  readonly exports: readonly Export[];
}

export interface ImportSite {
  readonly kind: 'static' | 'dynamic';
  /** As written; empty for a dynamic import whose specifier is computed. */
  readonly specifier: string;
  /** Offsets of the specifier's literal, quotes included. */
  readonly start: number;
  readonly end: number;
  /** What a static import takes from the module. */
  readonly names: readonly ImportedName[];
  /** Whether it says `with { type: 'json' }`. */
  readonly asJson: boolean;
}

export interface Import extends ImportSite {
  readonly target: Target;
}

export type Target =
  | { readonly kind: 'module'; readonly path: string }
  /** A module of Node, by its name without `node:`: `http`. */
  | { readonly kind: 'builtin'; readonly name: string }
  /** An entry point of a vetted package: `hono/streaming`. */
  | { readonly kind: 'package'; readonly specifier: string }
  /** There is none; a diagnostic says so. */
  | { readonly kind: 'missing' }
  /** Known only when the program runs. */
  | { readonly kind: 'computed' };

/** In place of a name: the module's whole namespace, as in `import * as http`. */
export const NAMESPACE = '*';

export interface ImportedName {
  /** The name that the other module exports it by, `default`, or NAMESPACE. */
  readonly imported: string;
  /** The name that it has here; null when it is only exported again. */
  readonly local: string | null;
  /** Its offset; the same place follows as a line and a column, both 1-based. */
  readonly at: number;
  readonly line: number;
  readonly column: number;
}

export type Export =
  /** A variable, function or class of this module. */
  | { readonly kind: 'local'; readonly exported: string; readonly local: string }
  /** Something of another module: `imports[from]` says which. */
  | {
      readonly kind: 'from';
      readonly exported: string;
      readonly from: number;
      readonly imported: string;
    }
  /** Everything of another module that has no nearer export of its name, but its default. */
  | { readonly kind: 'star'; readonly from: number };

/** The local name of what `export default` gives no name. It cannot be written in a program. */
export const ANONYMOUS_DEFAULT = '*default*';

/**
 * A linked module, evaluated. Its first step answers with a getter for each local export, in the
 * order of the module's `exports`, after its functions have been declared; its second step runs
 * the module. Asynchronous when the module awaits at its top level. One that exports nothing of its
 * own and awaits nothing may answer with the function that runs it instead.
 */
export type ModuleFunction = (
  /** Has a property for each local name of `imports[].names`; need not have it before the run. */
  bindings: object,
  /** Stands for `import()`. */
  load: (specifier: unknown) => Promise<unknown>,
  /** Stands for `import.meta`. */
  meta: object,
  /** Lets async functions find their context again, in a module linked with `asyncContext`. */
  follow: FollowAwaits,
) => ModuleSteps | (() => void);

export type ModuleSteps =
  | Generator<readonly ExportGetter[], void, void>
  | AsyncGenerator<readonly ExportGetter[], void, void>;

export type ExportGetter = () => unknown;
