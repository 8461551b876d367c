import type { Builtins } from './builtins.ts';
import { Compiled } from './compiled.ts';
import { diagnose, type Problem } from './diagnose/diagnose.ts';
import { type Exporter, missingExports } from './diagnose/exports.ts';
import { missingGlobals } from './diagnose/globals.ts';
import { missingMembers } from './diagnose/members.ts';
import { type Importable, isModulePath, resolve } from './diagnose/resolve.ts';
import type { Import, Module, Target } from './module.ts';
import { checkJson } from './strip/json.ts';
import { type Stripped, strip } from './strip/strip.ts';
import type { Diagnostic, Files } from './types.ts';

/**
 * Compiles a workspace again and again as it is edited. A file is parsed once for each content; a
 * module whose content and imports stay as they were is the same object in the next result.
 */
export class Compiler {
  #parsed = new Map<string, ParsedFile>();
  #modules = new Map<string, Module>();
  #last: {
    readonly files: Files;
    readonly builtins: Builtins;
    readonly compiled: Compiled;
  } | null = null;

  /** Never throws for what the files contain: what is wrong with them is in the diagnostics. */
  compile(files: Files, builtins: Builtins): Compiled {
    const last = this.#last;
    if (last?.builtins === builtins && areSame(last.files, files)) return last.compiled;
    const compiled = this.#compile(files, builtins);
    this.#last = { files: { ...files }, builtins, compiled };
    return compiled;
  }

  #compile(files: Files, builtins: Builtins): Compiled {
    const importable: Importable = { paths: new Set(Object.keys(files)), builtins };
    this.#parse(files);

    const problems = new Map<string, Problem[]>();
    const exporters = new Map<string, Exporter>();
    for (const [path, { stripped }] of this.#parsed) {
      if (!stripped.ok) continue;
      const linked = resolveImports(path, stripped, importable);
      const members = missingMembers(linked.module, stripped.record.reads, builtins);
      const globals = missingGlobals(stripped.record.globals, builtins);
      problems.set(path, [...linked.problems, ...members, ...globals]);
      const module = sameOr(this.#modules.get(path), linked.module);
      exporters.set(path, { module, exportedTypes: stripped.record.exportedTypes });
    }
    for (const [path, { module }] of exporters) {
      problems.get(path)?.push(...missingExports(module, exporters));
    }

    const diagnostics = new Map<string, readonly Diagnostic[]>();
    for (const [path, { source, stripped }] of this.#parsed) {
      const found = problems.get(path)?.sort((a, b) => a.at - b.at) ?? [];
      const resolved = found.map((problem) => diagnose(path, source, problem));
      const all = stripped.ok ? resolved : stripped.diagnostics;
      if (all.length > 0) diagnostics.set(path, all);
    }
    this.#modules = new Map([...exporters].map(([path, { module }]) => [path, module]));
    return new Compiled(this.#modules, diagnostics);
  }

  #parse(files: Files): void {
    const before = this.#parsed;
    this.#parsed = new Map();
    for (const [path, source] of Object.entries(files)) {
      if (!isModulePath(path)) continue;
      const known = before.get(path);
      this.#parsed.set(path, known?.source === source ? known : parseFile(path, source));
    }
  }
}

/** Whether these are the same files, in the same order. */
function areSame(before: Files, now: Files): boolean {
  const [paths, others] = [Object.keys(before), Object.keys(now)];
  if (paths.length !== others.length) return false;
  return paths.every((path, at) => path === others[at] && before[path] === now[path]);
}

interface ParsedFile {
  readonly source: string;
  readonly stripped: Stripped;
}

function parseFile(path: string, source: string): ParsedFile {
  const stripped = path.endsWith('.json') ? checkJson(path, source) : strip(path, source);
  return { source, stripped };
}

/** The module with its imports resolved, and what is wrong with them. */
function resolveImports(
  path: string,
  { code, record }: Stripped & { ok: true },
  importable: Importable,
): { module: Module; problems: Problem[] } {
  const problems: Problem[] = [];
  const imports = record.imports.map((site): Import => {
    const resolution = resolve(path, site, importable);
    if (resolution.ok) return { ...site, target: resolution.target };
    problems.push({ at: site.start, ...resolution.problem });
    return { ...site, target: { kind: 'missing' } };
  });
  const kind = path.endsWith('.json') ? 'json' : 'script';
  return { module: { kind, path, code, imports, exports: record.exports }, problems };
}

/** The module as it was, when it still is the same. */
function sameOr(before: Module | undefined, now: Module): Module {
  const same =
    before?.code === now.code &&
    before.imports.every((old, index) => sameTarget(old.target, now.imports[index]?.target));
  return same ? before : now;
}

function sameTarget(a: Target, b: Target | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
