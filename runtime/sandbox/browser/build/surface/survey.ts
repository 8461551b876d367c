/** Bundled as the sandbox's own code is, and run once to see what it has: see index.ts. */
import type { ImportedName, ModuleFunction, ModuleShape } from '../../../../compile/index.ts';
import { NAMESPACE } from '../../../../compile/module.ts';
import { BUILTIN_NAMES } from '../../../../process/builtins/catalogue.ts';
import { isNotAvailable } from '../../../../process/errors/not-available.ts';
import { SHARED_WITH_NODE } from '../../../../process/globals.ts';
import { prepareProcess } from '../../../../process/index.ts';
import { TestHost } from '../../../../process/testing.ts';
import { importable, membersOf, membersWithin, readable, type Surface } from './list.ts';
import { type Surroundings, takeSamples } from './samples.ts';

/** Given to the bundle by whoever runs it. */
declare const surveyed: (survey: Promise<Surface>) => void;

const ENTRY = 'survey.ts';

/** Of the process's own, virtual time: all of it is over at once. */
const LIMIT_MS = 1000;

/** A program that imports every module and lists what is in them, from within. */
async function survey(): Promise<Surface> {
  let surface: Surface | null = null;
  async function* program(bindings: object, _load: unknown, meta: object) {
    yield [];
    const builtins = bindings as Surroundings['builtins'];
    surface = await list({ builtins, globals, meta, host });
  }
  const functions = new Map([[ENTRY, program as ModuleFunction]]);
  const modules = [{ path: ENTRY, source: '', module: importsOfAll() }];
  const host = new TestHost();
  const { globals, run } = prepareProcess(
    host,
    { pid: 1, entry: ENTRY, env: {}, modules },
    functions,
  );
  void run();
  for (let ms = 0; surface === null && ms < LIMIT_MS; ms++) await host.settle(1);
  if (surface === null) throw new Error(`The survey failed: ${host.printed.stderr}`);
  return surface;
}

function importsOfAll(): ModuleShape {
  const imports = [...BUILTIN_NAMES].map((name) => {
    const all: ImportedName = { imported: NAMESPACE, local: name, at: 0, line: 1, column: 1 };
    const site = { specifier: `node:${name}`, start: 0, end: 0, names: [all], asJson: false };
    return { ...site, kind: 'static', target: { kind: 'builtin', name } } as const;
  });
  return { kind: 'script', path: ENTRY, imports, exports: [] };
}

async function list(around: Surroundings): Promise<Surface> {
  const { builtins, globals } = around;
  const modules: Record<string, string[]> = {};
  const defaults: Record<string, string[]> = {};
  const members: Record<string, string[]> = membersWithin('globalThis', globals, isNotAvailable);
  for (const name of BUILTIN_NAMES) {
    const namespace = builtins[name] ?? {};
    modules[name] = importable(namespace, isNotAvailable);
    defaults[name] = readable(namespace, isNotAvailable);
    Object.assign(members, membersWithin(name, namespace, isNotAvailable));
  }
  for (const [path, sample] of await takeSamples(around)) {
    members[path] = membersOf(sample, isNotAvailable);
  }
  return {
    modules,
    defaults,
    globals: [...importable(globals, isNotAvailable), ...SHARED_WITH_NODE],
    members,
  };
}

surveyed(survey());
