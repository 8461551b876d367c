/** Several measurements of one thing, in one unit. */
export interface Figure {
  readonly what: string;
  readonly unit: 'ms' | 'KB' | 'times' | 'a second' | 'events' | 'schedules';
  readonly values: readonly number[];
}

export function figure(
  what: string,
  values: readonly number[],
  unit: Figure['unit'] = 'ms',
): Figure {
  return { what, unit, values };
}

/** The middle of them: one slow run on a noisy machine does not move it. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}

/** A heading, then a line for each figure: median, least, most, and how many runs. */
export function print(
  title: string,
  figures: readonly Figure[],
  notes: readonly string[] = [],
): void {
  console.log(`\n${title}`);
  const width = Math.max(...figures.map(({ what }) => what.length));
  for (const { what, unit, values } of figures) {
    const spread =
      values.length > 1
        ? `  (${number(Math.min(...values))} to ${number(Math.max(...values))}, ${values.length} runs)`
        : '';
    console.log(`  ${what.padEnd(width)}  ${number(median(values)).padStart(7)} ${unit}${spread}`);
  }
  for (const note of notes) console.log(`  ${note}`);
}

function number(value: number): string {
  return value < 100 ? value.toFixed(1) : value.toFixed(0);
}
