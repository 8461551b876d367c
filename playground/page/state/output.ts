import type { LedgerEvent } from '../../../runtime/network/index.ts';
import { endedBy } from '../../../runtime/play/index.ts';

/** One line as the output panel shows it. */
export interface OutputLine {
  readonly key: number;
  readonly instance: string;
  readonly kind: 'stdout' | 'stderr' | 'system';
  readonly text: string;
}

export interface Output {
  readonly lines: readonly OutputLine[];
  /** Lines that are no longer shown. */
  readonly dropped: number;
  /** By instance and stream: the key of the line that has not ended yet, and that more text joins. */
  readonly unfinished: ReadonlyMap<string, number>;
}

/** Lines that the panel keeps; older ones go, and it says how many. */
export const LINES_SHOWN = 1000;
/** Characters of one line that the panel shows. */
export const LINE_LENGTH_SHOWN = 2000;

export const NO_OUTPUT: Output = { lines: [], dropped: 0, unfinished: new Map() };

/** The output after more events. Events that print nothing leave it as it is. */
export function withEvents(output: Output, events: readonly LedgerEvent[]): Output {
  const lines = [...output.lines];
  const unfinished = new Map(output.unfinished);
  let nextKey = output.dropped + output.lines.length;

  function add(instance: string, kind: OutputLine['kind'], text: string): number {
    const key = nextKey++;
    lines.push({ key, instance, kind, text: shortened(text) });
    return key;
  }

  function print(instance: string, stream: 'stdout' | 'stderr', text: string): void {
    const name = `${instance} ${stream}`;
    const pieces = withoutStyling(text).split('\n');
    pieces.forEach((piece, index) => {
      const isLast = index === pieces.length - 1;
      if (isLast && piece === '') return;
      let key = unfinished.get(name);
      const line = lines.findLast((one) => one.key === key);
      if (key === undefined || line === undefined) key = add(instance, stream, piece);
      else lines[lines.indexOf(line)] = { ...line, text: shortened(line.text + piece) };
      if (isLast) unfinished.set(name, key);
      else unfinished.delete(name);
    });
  }

  for (const event of events) {
    if (event.type === 'output') print(event.instance, event.stream, event.text);
    else if (event.type === 'output-dropped' || event.type === 'limit-reached') {
      add(event.instance, 'system', event.message);
    } else if (event.type === 'exited') add(event.instance, 'system', `ended: ${endedBy(event)}`);
  }
  const surplus = Math.max(0, lines.length - LINES_SHOWN);
  return { lines: lines.slice(surplus), dropped: output.dropped + surplus, unfinished };
}

function shortened(line: string): string {
  if (line.length <= LINE_LENGTH_SHOWN) return line;
  return `${line.slice(0, LINE_LENGTH_SHOWN - 1)}…`;
}

const ESCAPE = String.fromCharCode(27);
const STYLING = new RegExp(`${ESCAPE}\\[[0-9;]*[A-Za-z]`, 'g');

/** Terminal colours mean nothing here; carriage returns would only break the line. */
function withoutStyling(text: string): string {
  return text.replaceAll('\r', '').replace(STYLING, '');
}
