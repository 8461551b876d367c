import type { Diagram, Message } from './diagram.ts';

/** The diagram in words, a line for each thing that happened, in order: for whoever cannot see it. */
export function storyOf(diagram: Diagram): string[] {
  const { columns, messages, bands, notes, failedMs } = diagram;
  const lines = [
    ...columns.flatMap(({ name, states }) =>
      states
        .filter(({ state }) => state !== 'present')
        .map(({ state, fromMs }) => ({ atMs: fromMs, text: `${name} is ${state}` })),
    ),
    ...messages.map((message) => ({ atMs: message.sentMs, text: wordsOf(message) })),
    ...bands.flatMap(({ column, label, fromMs, toMs }) => [
      { atMs: fromMs, text: `${column} has ${label}` },
      { atMs: toMs, text: `${column} has ${label} no more` },
    ]),
    ...notes.map(({ column, atMs, text }) => ({
      atMs,
      text: column === null ? text : `${column} ${text}`,
    })),
    ...(failedMs === null ? [] : [{ atMs: failedMs, text: 'here the check failed' }]),
  ];
  return lines
    .sort((a, b) => a.atMs - b.atMs)
    .map(({ atMs, text }) => `${(atMs / 1000).toFixed(3)} s  ${text}`);
}

function wordsOf({ kind, from, to, sentMs, arrivedMs, fate, label }: Message): string {
  const what = {
    request: label,
    copy: 'the same request',
    reply: `answer ${label}`,
    connect: 'connect',
  }[kind];
  const laterMs = arrivedMs - sentMs;
  const later = laterMs >= 1 ? `, ${Math.round(laterMs)} ms later` : '';
  const end = {
    arrived: later === '' ? '' : `: arrives${later}`,
    lost: ': lost',
    broken: `: broken off${later}${kind === 'connect' ? ` (${label})` : ''}`,
  }[fate];
  return `${from} → ${to}  ${what}${end}`;
}
