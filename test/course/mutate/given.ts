/** The lines of a solution that the learner writes: those that its start does not have. 1-based. */
export function writtenLines(start: string, solution: string): ReadonlySet<number> {
  const before = start.split('\n').map((line) => line.trim());
  const after = solution.split('\n').map((line) => line.trim());
  const common = commonLengths(before, after);
  const written = new Set<number>();
  let at = 0;
  for (const [index, line] of after.entries()) {
    const isGiven = (from: number) =>
      before[from] === line && lengthAt(common, from, index) === lengthAt(common, at, index);
    let from = at;
    while (from < before.length && !isGiven(from)) from += 1;
    if (from < before.length) at = from + 1;
    else written.add(index + 1);
  }
  return written;
}

/** How many lines, in order, the rest of each text has in common with the rest of the other. */
function commonLengths(before: readonly string[], after: readonly string[]): number[][] {
  const lengths = before.map(() => after.map(() => 0));
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      const row = lengths[i] ?? [];
      const isSame = before[i] === after[j];
      row[j] = isSame
        ? 1 + lengthAt(lengths, i + 1, j + 1)
        : Math.max(lengthAt(lengths, i + 1, j), lengthAt(lengths, i, j + 1));
    }
  }
  return lengths;
}

function lengthAt(lengths: readonly (readonly number[])[], i: number, j: number): number {
  return lengths[i]?.[j] ?? 0;
}
