import { LEARNER, type LedgerEvent } from '../../network/index.ts';
import type { Column, Span } from './diagram.ts';

/** Who took part: the learner, then the others in the order of appearance, with what each was from when to when. */
export function columnsOf(events: readonly LedgerEvent[], endMs: number): Column[] {
  const lives = new Map<string, { readonly since: number; readonly state: Span['state'] }[]>();
  const note = (name: string, since: number, state: Span['state']) => {
    const life = lives.get(name);
    if (life === undefined) lives.set(name, [{ since, state }]);
    else if (life.at(-1)?.state !== state) life.push({ since, state });
  };
  for (const event of events) {
    switch (event.type) {
      case 'starting':
        note(event.instance, event.atMs, 'starting');
        break;
      case 'listening':
        note(event.instance, event.atMs, 'running');
        break;
      case 'signalled':
        if (event.signal === 'SIGSTOP') note(event.instance, event.atMs, 'paused');
        if (event.signal === 'SIGCONT') note(event.instance, event.atMs, 'running');
        break;
      case 'start-failed':
      case 'exited':
        note(event.instance, event.atMs, 'dead');
        break;
      case 'request':
      case 'connect-failed':
        for (const name of [event.from, event.to]) {
          if (!lives.has(name)) note(name, 0, 'present');
        }
    }
  }
  // Who asks stands left, as one reads.
  const inOrder = [...lives].sort(([a], [b]) => Number(b === LEARNER) - Number(a === LEARNER));
  return inOrder.map(([name, life]) => ({
    name,
    states: life.map(({ since, state }, index) => ({
      state,
      fromMs: since,
      toMs: life[index + 1]?.since ?? endMs,
    })),
  }));
}
