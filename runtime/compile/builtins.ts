/** Which of Node's own modules a sandbox has, and what to say of those that it lacks. */
export interface Builtins {
  /** What the learner knows the sandbox as, to stand in a sentence: `the browser sandbox`. */
  readonly sandboxTitle: string;
  /** The modules that it has, without `node:`: `http`, `timers/promises`. */
  readonly names: ReadonlySet<string>;
  /** The members of one of them; null when they are not known. */
  readonly surface: (name: string) => ModuleSurface | null;
  /**
   * What to use in place of what it lacks, a sentence or two each: by module without `node:`
   * (`net`), by member (`fs.watch`), for all members of a module (`crypto.*`), for all (`*`).
   */
  readonly advice: Readonly<Record<string, string>>;
  /** Globals that Node has and the sandbox lacks, with what to use in their place. */
  readonly missingGlobals: Readonly<Record<string, string>>;
}

/** The members of one of Node's modules, as a sandbox has it. */
export interface ModuleSurface {
  /** What can be imported. */
  readonly has: ReadonlySet<string>;
  /** What Node's own module has besides. */
  readonly lacks: ReadonlySet<string>;
  /** What can only be read from the default export, because it inherits it: `process.on`. */
  readonly inherited: ReadonlySet<string>;
}

/** All of Node's own modules, for a sandbox that is Node; members are known by `surface`. */
export function allOfNode(
  sandboxTitle: string,
  surface: Builtins['surface'] = () => null,
): Builtins {
  return { sandboxTitle, names: NODE_MODULES, surface, advice: {}, missingGlobals: {} };
}

/**
 * A builtin's name without its prefix, or null when no module of Node goes by this specifier.
 * Some (`node:test`) go by their prefixed name alone.
 */
export function builtinName(specifier: string): string | null {
  const prefixed = specifier.startsWith('node:');
  const name = prefixed ? specifier.slice('node:'.length) : specifier;
  if (!NODE_MODULES.has(name)) return null;
  return prefixed || !PREFIX_ONLY.has(name) ? name : null;
}

const PREFIX_ONLY = new Set(['sea', 'test', 'test/reporters']);

/** `builtinModules` of node:module, Node 20, but its internal ones, with those under PREFIX_ONLY. */
export const NODE_MODULES: ReadonlySet<string> = new Set(
  `assert assert/strict async_hooks buffer child_process cluster console constants crypto dgram
   diagnostics_channel dns dns/promises domain events fs fs/promises http http2 https inspector
   inspector/promises module net os path path/posix path/win32 perf_hooks process punycode
   querystring readline readline/promises repl sea stream stream/consumers stream/promises
   stream/web string_decoder sys test test/reporters timers timers/promises tls trace_events tty
   url util util/types v8 vm wasi worker_threads zlib`.split(/\s+/),
);
