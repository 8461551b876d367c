import { type Harmless, isAbout } from './harmless.ts';
import type { Tried } from './try-mutants.ts';

/** Of the mutants that change what a solution does, its check has to catch so many. */
const LEAST_SHARE = 0.9;

export interface Report {
  readonly isGood: boolean;
  readonly lines: readonly string[];
}

/** What a step's check made of the mutants of its solution. */
export function report(id: string, tried: readonly Tried[], harmless: readonly Harmless[]): Report {
  const isListed = ({ mutant }: Tried) => harmless.some((entry) => isAbout(entry, mutant));
  const of = (...kinds: Tried['fate']['kind'][]) =>
    tried.filter((one) => kinds.includes(one.fate.kind));

  // One that is listed may ask without end in some schedule: whether that is too slow, the machine says.
  const spared = of('let-through', 'ended').filter(isListed);
  const ended = of('ended').filter((one) => !isListed(one));
  const broke = of('broke-the-check');
  const uncompiled = of('does-not-compile');
  const unlisted = of('let-through').filter((one) => !isListed(one));
  const count = tried.length - uncompiled.length - spared.length;
  const caught = count - unlisted.length - broke.length;
  const share = count === 0 ? 1 : caught / count;

  const stale = harmless.filter((entry) => !spared.some(({ mutant }) => isAbout(entry, mutant)));
  const lines = [
    `${id}: ${caught} of ${count} mutants caught (${(100 * share).toFixed(1)} %), ` +
      `${ended.length} of them since the check came to no end; ` +
      `${spared.length} more are harmless and listed, ${uncompiled.length} do not compile.`,
    ...unlisted.map(({ mutant }) => `  let through  ${inWords(mutant)}`),
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
  const isGood = share >= LEAST_SHARE && broke.length === 0 && stale.length === 0;
  return { isGood, lines };
}

function inWords({ file, line, change, lineText }: Tried['mutant']): string {
  return `${file}:${line}  ${change}  in: ${lineText}`;
}
