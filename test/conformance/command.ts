import { parseArgs } from 'node:util';
import { KNOWN_DIFFERENCES } from './known-differences.ts';
import { agrees, checkList, compare } from './runner/compare.ts';
import { type ComparedKind, KINDS } from './runner/kinds.ts';
import { report } from './runner/report.ts';
import { only, readPlan } from './runner/workspace.ts';

const USAGE = `npm run conformance -- [--kind <kind>]... [--only <part of a name>]

Runs the same program under Node and in other sandboxes, and prints every difference.
Kinds: ${Object.keys(KINDS).join(', ')}. Without --kind, all but node. Node beside Node shows what is unsteady.
`;

process.exitCode = await main();

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      kind: { type: 'string', multiple: true },
      only: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const kinds = values.kind ?? Object.keys(KINDS).filter((kind) => kind !== 'node');
  const unknown = kinds.find((kind) => !isKind(kind));
  if (unknown !== undefined) {
    console.error(`No kind of sandbox is named "${unknown}".\n\n${USAGE}`);
    return 2;
  }
  const whole = await readPlan();
  checkList(whole, KNOWN_DIFFERENCES);
  const plan = values.only === undefined ? whole : only(whole, values.only);
  if (plan.programs.length === 0) {
    console.error(`No behaviour has "${values.only}" in its name.`);
    return 2;
  }

  const startedAtMs = performance.now();
  const reference = await KINDS.node(plan);
  let right = true;
  for (const kind of kinds.filter(isKind)) {
    const comparisons = compare(plan, kind, reference, await KINDS[kind](plan), KNOWN_DIFFERENCES);
    console.log(report(kind, comparisons));
    right &&= agrees(comparisons);
  }
  const tookSeconds = (performance.now() - startedAtMs) / 1000;
  console.log(`beside Node ${process.version}, in ${tookSeconds.toFixed(1)} s`);
  return right ? 0 : 1;
}

function isKind(name: string): name is ComparedKind {
  return name in KINDS;
}
