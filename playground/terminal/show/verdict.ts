import type { Step } from '../../../runtime/course/step.ts';
import type { LedgerEvent } from '../../../runtime/network/index.ts';
import type { Failed, Passed, Verdict } from '../../../runtime/scenario/index.ts';
import type { Typed } from '../typed.ts';
import { unbroken, wrap } from './columns.ts';
import type { Screen } from './screen.ts';
import type { Style } from './style.ts';

const EVIDENCE_LINES = 12;
const BODY_CHARACTERS = 200;
/** Failures of a start before there is anything to run. */
const NEVER_RUN: readonly string[] = ['does-not-compile', 'no-such-entry'];
/** A line of the source, or of the mark below it, which shows a column. */
const OF_CODE = /^ *\d* \|/;

/** A verdict as lines: what came of it first, then what shows it. */
export function verdictLines(
  verdict: Verdict,
  step: Pick<Step, 'id' | 'title'>,
  { width, style }: Pick<Screen, 'width' | 'style'>,
): string[] {
  switch (verdict.outcome) {
    case 'passed':
      return wrap(`${style.passed('Passed:')} ${step.id} ${step.title}. ${shown(verdict)}`, width);
    case 'failed':
      return [
        ...wrap(`${style.failed('Failed:')} ${verdict.sentence}`, width),
        ...evidence(verdict, width, style),
      ];
    case 'inconclusive':
      return wrap(`${style.attention('Inconclusive:')} ${verdict.sentence}`, width);
  }
}

/** What was shown, and in how many schedules. */
function shown({ sentence, schedules }: Passed): string {
  if (schedules === null) return sentence;
  if (schedules === 1) return `In 1 schedule: ${sentence}`;
  return `In each of ${schedules} schedules: ${sentence}`;
}

/** How to see a failed run again; nothing where the service that failed did not run at all. */
export function againLines(
  verdict: Verdict,
  { width, style }: Pick<Screen, 'width' | 'style'>,
  typed: Typed,
): string[] {
  if (verdict.outcome !== 'failed' || verdict.schedule === null) return [];
  const { run, schedule } = verdict;
  if (run.some((event) => event.type === 'start-failed' && NEVER_RUN.includes(event.code)))
    return [];
  const command = style.code(unbroken(typed(`replay ${schedule}`)));
  return wrap(`Schedule ${schedule}. See it again: ${command}`, width);
}

/** What a live run is, and what it does not judge. */
export function liveNote(leavesOut: readonly string[]): string {
  const once =
    'This was one run on real processes, in real time. Only a check without --live counts as passed.';
  if (leavesOut.length === 0) return once;
  return [once, 'A live run leaves out:', ...leavesOut.map((each) => `- ${each}`)].join('\n');
}

function evidence(verdict: Failed, width: number, style: Style): string[] {
  const lines = [...exchange(verdict), ...verdict.evidence.split('\n')]
    .filter((line, index, all) => line !== '' || (index > 0 && index < all.length - 1))
    .flatMap((line) => (OF_CODE.test(line) ? [line] : wrap(line, width - 2, indentOf(line))));
  const shown = lines.slice(0, EVIDENCE_LINES).map((line) => `  ${style.quiet(line)}`.trimEnd());
  const hidden = lines.length - shown.length;
  return hidden > 0 ? [...shown, `  ${style.quiet(`(${hidden} more lines)`)}`] : shown;
}

function indentOf(line: string): string {
  return /^ */.exec(line)?.[0] ?? '';
}

/** The request that the verdict is about and what came back, when the run has them. */
function exchange({ run, event }: Failed): string[] {
  const shown = run.find((one) => one.seq === event);
  if (shown?.type !== 'response' && shown?.type !== 'request') return [];
  const request = run.find((one) => one.type === 'request' && one.id === shown.id);
  const lines = request?.type === 'request' ? [`> ${request.method} ${request.path}`] : [];
  return shown.type === 'response' ? [...lines, `< ${answer(shown)}`] : lines;
}

function answer({ status, headers, body }: LedgerEvent & { type: 'response' }): string {
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  const text = body.text.slice(0, BODY_CHARACTERS);
  const cut = text.length < body.text.length || body.text.length < body.bytes / 4 ? ' …' : '';
  const isReadable = type?.includes('json') === true && !/\p{Cc}/u.test(text);
  const shown = isReadable ? text : JSON.stringify(text);
  return [String(status), type, shown + cut].filter(Boolean).join('  ');
}
