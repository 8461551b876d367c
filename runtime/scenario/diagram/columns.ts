import { LEARNER, type LedgerEvent } from '../../network/index.ts';
import type { Column, Span } from './diagram.ts';

/**
 * Who took part: the learner, then services as the first message of each came, so that who talks
 * stands near. Each with what it was from when to when.
 */
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
  const places = placesOf(events);
  const place = (name: string) => places.get(serviceOf(name)) ?? places.size;
  const inOrder = [...lives].sort(([a], [b]) => place(a) - place(b));
  return inOrder.map(([name, life]) => ({
    name,
    states: life.map(({ since, state }, index) => ({
      state,
      fromMs: since,
      toMs: life[index + 1]?.since ?? endMs,
    })),
  }));
}

/** Whose place is where, from left to right: who asks stands left of whom it asks, as one reads. */
function placesOf(events: readonly LedgerEvent[]): ReadonlyMap<string, number> {
  const places = new Map([[LEARNER, 0]]);
  for (const event of events) {
    if (event.type !== 'request' && event.type !== 'connect-failed') continue;
    for (const name of [event.from, event.to].map(serviceOf)) {
      if (!places.has(name)) places.set(name, places.size);
    }
  }
  return places;
}

/** An instance that was started again stands beside what it was. */
function serviceOf(name: string): string {
  return name.replace(/-\d+$/, '');
}
