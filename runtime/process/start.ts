import type { ModuleFunction, ModuleShape } from '../compile/module.ts';
import { createBuiltins } from './builtins/table.ts';
import { makeCurrent, runOn } from './current.ts';
import { notAvailable } from './errors/not-available.ts';
import { warnOfLeaksBy } from './events/leak-warning.ts';
import { createGlobals } from './globals.ts';
import type { Host } from './host.ts';
import { enter, nextTick, openHandle, startLoop } from './loop.ts';
import { Modules } from './modules.ts';
import { createEnvironment } from './process/environment.ts';
import { connectLifecycle, entryHasFailed, entryHasLoaded } from './process/lifecycle.ts';
import { Performance } from './process/performance.ts';
import { currentProcess } from './process/process.ts';
import { connectSignals } from './process/signals.ts';
import { keepSources, moduleUrl, type Program } from './program.ts';
import { createWeb } from './web/index.ts';

/** What modules have as `import.meta.resolve`. */
export const resolveOfMeta = notAvailable(
  'import.meta.resolve',
  'Write: new URL(path, import.meta.url).href',
);

/** A process that is ready to run: its place must put the globals in place before it does. */
export interface PreparedProcess {
  readonly globals: Readonly<Record<string, unknown>>;
  /** A module of Node by its name without `node:`, as programs import it. */
  readonly builtin: (name: string) => object | undefined;
  /** Makes it the current process: for a host of several, before each call into this one. */
  resume(): void;
  /** Runs the entry module. Resolves when it has run to its end, or has failed and said so. */
  run(): Promise<void>;
}

/**
 * Makes a process that runs the program, and makes it the current one. `functions` are the
 * program's modules, linked and evaluated, by path.
 */
export function prepareProcess(
  host: Host,
  program: Program,
  functions: ReadonlyMap<string, ModuleFunction>,
): PreparedProcess {
  const state = runOn(host);
  const process = currentProcess();
  process.pid = program.pid;
  process.env = createEnvironment(program.env);
  process.argv = [process.execPath, `/${program.entry}`];
  process.startedAt(host.clock.monotonicMs());
  connectSignals(process);
  connectLifecycle();
  warnOfLeaksBy((warning) => currentProcess().emitWarning(warning));
  keepSources(program.modules);
  const performance = new Performance();
  const { clock, timers, random, network } = host;
  const web = createWeb({ clock, timers, random, network, enter, nextTick, openHandle });
  const parts = { web, performance };
  const builtin = createBuiltins(parts);
  const modules = new Modules({
    modules: new Map<string, ModuleShape>(
      program.modules.map(({ path, module }) => [path, module]),
    ),
    functionOf: (path) => functions.get(path) as ModuleFunction,
    builtin,
    metaOf: (path) => ({
      dirname: `/${path}`.replace(/\/[^/]*$/, '') || '/',
      filename: `/${path}`,
      resolve: resolveOfMeta,
      url: moduleUrl(path),
    }),
  });
  return {
    globals: createGlobals(parts),
    builtin,
    resume: () => makeCurrent(state),
    run: async () => {
      const entry = modules.import(program.entry).then(entryHasLoaded, entryHasFailed);
      startLoop();
      await entry;
    },
  };
}
