import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Behaviour } from '../behaviours/behaviour.ts';
import type { Plan, Program } from './plan.ts';

const FOLDER = join(import.meta.dirname, '../behaviours');

/** Files of the workspace that hold no behaviours. */
const SUPPORT = ['behaviour.ts', 'kit.ts', 'program.ts'];

/** Reads all behaviours. Throws when two have one name. */
export async function readPlan(): Promise<Plan> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.ts')).sort();
  const sources = await Promise.all(
    names.map(async (name) => [name, await readFile(join(FOLDER, name), 'utf8')] as const),
  );
  const programs = await Promise.all(
    names.filter((name) => !SUPPORT.includes(name)).map(readProgram),
  );
  refuseRepeats(programs.flatMap(({ behaviours }) => behaviours.map(({ name }) => name)));
  return {
    files: Object.fromEntries([
      ...sources,
      ...programs.map(({ entry, service }) => [entry, entrySource(service)]),
    ]),
    programs,
  };
}

/** The plan without the behaviours whose name does not contain the text. */
export function only(plan: Plan, text: string): Plan {
  const programs = plan.programs
    .map((program) => ({
      ...program,
      behaviours: program.behaviours.filter(({ name }) => name.includes(text)),
    }))
    .filter(({ behaviours }) => behaviours.length > 0);
  return { ...plan, programs };
}

async function readProgram(file: string): Promise<Program> {
  const module = (await import(pathToFileURL(join(FOLDER, file)).href)) as {
    behaviours: readonly Behaviour[];
  };
  const service = file.replace(/\.ts$/, '');
  return {
    service,
    entry: `run/${file}`,
    behaviours: module.behaviours.map(({ area, name, process }) => ({ area, name, process })),
  };
}

/** Each file is a program of its own, so that one that cannot start takes no other with it. */
function entrySource(service: string): string {
  return `import { behaviours } from '../${service}.ts';
import { serve } from '../program.ts';

serve(behaviours);
`;
}

function refuseRepeats(names: readonly string[]): void {
  const repeated = names.find((name, at) => names.indexOf(name) !== at);
  if (repeated === undefined) return;
  throw new Error(`Two behaviours are named "${repeated}". Rename one of them.`);
}
