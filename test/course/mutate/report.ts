import { isAbout, type Listed } from './listed.ts';
import type { Tried } from './try-mutants.ts';

/** Of the mutants that change what a solution does, its check has to catch so many. */
const LEAST_SHARE = 0.9;

export interface Report {
  readonly isGood: boolean;
  readonly lines: readonly string[];
}

/** What a step's check made of the mutants of its solution. */
export function report(id: string, tried: readonly Tried[], listed: readonly Listed[]): Report {
  const of = (...kinds: Tried['fate']['kind'][]) =>
    tried.filter((one) => kinds.includes(one.fate.kind));

  const broke = of('broke-the-check');
  const uncompiled = of('does-not-compile');
  // One that is listed may ask without end in some schedule: whether that is too slow, the machine says.
  const notCaught = of('let-through', 'ended').map(({ mutant, fate }) => {
    return { mutant, fate, entry: listed.find((entry) => isAbout(entry, mutant)) };
  });
  const harmless = notCaught.filter(({ entry }) => entry !== undefined && !entry.missed);
  const missed = notCaught.filter(({ entry }) => entry?.missed);
  const others = notCaught.filter(({ entry }) => entry === undefined);
  const ended = others.filter(({ fate }) => fate.kind === 'ended');
  const unlisted = others.filter(({ fate }) => fate.kind === 'let-through');
  const count = tried.length - uncompiled.length - harmless.length;
  const caught = count - unlisted.length - missed.length - broke.length;
  const share = count === 0 ? 1 : caught / count;

  const stale = listed.filter((entry) => !notCaught.some((one) => isAbout(entry, one.mutant)));
  const lines = [
    `${id}: ${caught} of ${count} mutants caught (${(100 * share).toFixed(1)} %), ` +
      `${ended.length} of them since the check came to no end; ` +
      `${harmless.length} more are harmless and listed, ${uncompiled.length} do not compile.`,
    ...missed.map(({ mutant, entry }) => `  let through  ${inWords(mutant)}: ${entry?.reason}`),
    ...unlisted.map(
      ({ mutant }) => `  let through, and not listed  ${inWords(mutant)} (say why in mutants.yaml)`,
    ),
    ...broke.map(({ mutant, fate }) => {
      const why = fate.kind === 'broke-the-check' ? fate.message.split('\n', 2).join(' ') : '';
      return `  broke the check  ${inWords(mutant)}: ${why}`;
    }),
    ...stale.map(({ file, line, change }) => {
      const known = tried.some(({ mutant }) => isAbout({ file, line, change, reason: '' }, mutant));
      const why = known ? 'the check catches it' : 'there is no such mutant';
      return `  listed in vain  ${file}  ${change}  in: ${line} (${why}: remove it from mutants.yaml)`;
    }),
  ];
  const isGood =
    share >= LEAST_SHARE && unlisted.length === 0 && broke.length === 0 && stale.length === 0;
  return { isGood, lines };
}

function inWords({ file, line, change, lineText }: Tried['mutant']): string {
  return `${file}:${line}  ${change}  in: ${lineText}`;
}
