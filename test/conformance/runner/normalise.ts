/** Frames of these files belong to the program that runs the behaviours, not to a behaviour. */
const HARNESS = /\b(run\/[\w-]+|program|behaviour|kit)\.ts\b/;
const FRAME = /^\s+(at |\.\.\. \d+ lines matching)/;
const IN_WORKSPACE = /\b[\w-]+\.ts:\d+/;

/**
 * What a process printed on one of its streams, as lines to compare: without what differs between
 * runs and machines (process ids, ports, folders, versions, durations), and with stacks cut to the
 * frames of the behaviour's own file.
 */
export function normalise(printed: string): readonly string[] {
  const lines = printed.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return withoutReportDetails(lines)
    .filter((line) => !FRAME.test(line) || (IN_WORKSPACE.test(line) && !HARNESS.test(line)))
    .map(normaliseLine);
}

function normaliseLine(line: string): string {
  return line
    .replace(/file:\/\/\/(?:[^\s():]*\/)?([\w-]+\.ts)/g, '$1')
    .replace(/\((node|[\w-]+):\d+\) /, '(node:<pid>) ')
    .replace(/^(node:[\w/]+):\d+$/, '$1:<line>')
    .replace(/Node\.js v[\d.]+/, 'Node.js <version>')
    .replace(/(127\.0\.0\.1|localhost|::):\d+/g, '$1:<port>')
    .replace(/\b((?:local|remote)?[pP]ort: )\d+/, '$1<port>');
}

/**
 * A report of `node:test` is compared by its verdicts and counts: the YAML blocks between them
 * hold durations and stacks. What the tests themselves print follows the report, for the two have
 * no order between them.
 */
function withoutReportDetails(lines: readonly string[]): readonly string[] {
  if (lines[0] !== 'TAP version 13' && !lines.includes('TAP version 13')) return lines;
  const report: string[] = [];
  const printed: string[] = [];
  let inDetails = false;
  for (const line of lines) {
    if (/^\s*---$/.test(line)) inDetails = true;
    else if (/^\s*\.\.\.$/.test(line)) inDetails = false;
    else if (inDetails || /^# duration_ms/.test(line)) continue;
    else (isReport(line) ? report : printed).push(line);
  }
  return [...report, ...printed];
}

function isReport(line: string): boolean {
  return /^\s*(TAP version|not ok |ok |# |\d+\.\.\d+)/.test(line);
}
