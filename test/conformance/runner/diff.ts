/** Two texts side by side: each line is in both, or only in what was expected or only in what was seen. */
export type LineDiff = readonly DiffedLine[];

export interface DiffedLine {
  readonly side: 'both' | 'expected' | 'seen';
  readonly text: string;
}

/** The shortest way from the one to the other, by the longest common run of lines. */
export function diffLines(expected: readonly string[], seen: readonly string[]): LineDiff {
  const common = commonLengths(expected, seen);
  const diff: DiffedLine[] = [];
  let e = 0;
  let s = 0;
  while (e < expected.length || s < seen.length) {
    const mine = expected[e];
    const theirs = seen[s];
    if (mine !== undefined && mine === theirs) {
      diff.push({ side: 'both', text: mine });
      e += 1;
      s += 1;
    } else if (
      theirs === undefined ||
      (mine !== undefined && lengthAt(e + 1, s) >= lengthAt(e, s + 1))
    ) {
      diff.push({ side: 'expected', text: mine ?? '' });
      e += 1;
    } else {
      diff.push({ side: 'seen', text: theirs });
      s += 1;
    }
  }
  return diff;

  function lengthAt(row: number, column: number): number {
    return common[row]?.[column] ?? 0;
  }
}

/** `[e][s]`: how many lines the rests from `e` and from `s` have in common, in order. */
function commonLengths(expected: readonly string[], seen: readonly string[]): number[][] {
  const lengths = Array.from({ length: expected.length + 1 }, () =>
    new Array<number>(seen.length + 1).fill(0),
  );
  for (let e = expected.length - 1; e >= 0; e -= 1) {
    for (let s = seen.length - 1; s >= 0; s -= 1) {
      const next =
        expected[e] === seen[s] ? at(e + 1, s + 1) + 1 : Math.max(at(e + 1, s), at(e, s + 1));
      (lengths[e] as number[])[s] = next;
    }
  }
  return lengths;

  function at(row: number, column: number): number {
    return lengths[row]?.[column] ?? 0;
  }
}
