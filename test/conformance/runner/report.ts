import type { Comparison } from './compare.ts';
import type { LineDiff } from './diff.ts';

/** What is said of one kind: every difference, then counts per area, then the sum. */
export function report(kind: string, comparisons: readonly Comparison[]): string {
  return [
    ...comparisons.flatMap(difference),
    ...unrun(comparisons),
    counts(comparisons),
    sum(kind, comparisons),
  ].join('\n');
}

function difference(comparison: Comparison): string[] {
  const { name } = comparison;
  switch (comparison.outcome) {
    case 'same':
    case 'did-not-run':
      return [];
    case 'known':
      return [`${name}\n  known to differ: ${comparison.reason}\n`];
    case 'no-longer-different':
      return [`${name}\n  differs no longer: take it off known-differences.ts\n`];
    case 'different':
      return [`${name}\n${shown(comparison.diff)}\n`];
  }
}

/** Behaviours that did not run, by the reason: a program that cannot start takes all of its own with it. */
function unrun(comparisons: readonly Comparison[]): string[] {
  const names = new Map<string, string[]>();
  for (const one of comparisons) {
    if (one.outcome !== 'did-not-run') continue;
    names.set(one.reason, [...(names.get(one.reason) ?? []), one.name]);
  }
  return [...names].map(([reason, list]) => {
    const indented = list.map((name) => `  ${name}`).join('\n');
    return `did not run: ${reason}\n${indented}\n`;
  });
}

/** `-` is what Node prints, `+` what this kind prints. */
function shown(diff: LineDiff): string {
  const marks = { both: ' ', expected: '-', seen: '+' };
  return diff.map(({ side, text }) => `  ${marks[side]} ${text}`).join('\n');
}

function counts(comparisons: readonly Comparison[]): string {
  const areas = [...new Set(comparisons.map(({ area }) => area))].sort();
  const width = Math.max(...areas.map((area) => area.length));
  const lines = areas.map((area) => {
    const inArea = comparisons.filter((one) => one.area === area);
    const same = inArea.filter(({ outcome }) => outcome === 'same').length;
    const known = inArea.filter(({ outcome }) => outcome === 'known').length;
    const wrong = inArea.length - same - known;
    const notes = [
      ...(known > 0 ? [`${known} known to differ`] : []),
      ...(wrong > 0 ? [`${wrong} wrong`] : []),
    ];
    return `  ${area.padEnd(width)}  ${same}/${inArea.length}  ${notes.join(', ')}`.trimEnd();
  });
  return lines.join('\n');
}

function sum(kind: string, comparisons: readonly Comparison[]): string {
  const count = (outcome: Comparison['outcome']): number =>
    comparisons.filter((one) => one.outcome === outcome).length;
  return [
    `${kind}: ${comparisons.length} behaviours, ${count('same')} as under Node`,
    `${count('known')} known to differ`,
    `${count('different')} not listed`,
    `${count('did-not-run')} not run`,
    `${count('no-longer-different')} listed wrongly`,
  ].join(', ');
}
