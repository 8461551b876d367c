import type { Lab } from '../lab.ts';
import { fallInWords, seconds, strikeInWords } from './words.ts';

const LOSSES = ['lost-request', 'lost-reply', 'duplicate'];

/**
 * The crashes, losses of power, and lost or doubled messages of a run so far, in order and in words:
 * `At 0.210 s transfers-1 crashed after sending POST /pay.` Empty when there were none.
 */
export function whatStruck(lab: Pick<Lab, 'events'>): string {
  const falls = [...lab.events('crash-point'), ...lab.events('power-lost')];
  const strikes = lab.events('fault-struck').filter(({ fault }) => LOSSES.includes(fault));
  const struck = [...falls, ...strikes].toSorted((a, b) => a.seq - b.seq);
  const sentences = struck.map((event) => {
    const what =
      event.type === 'fault-struck'
        ? strikeInWords(
            event,
            lab.events('request').find(({ id }) => id === event.id),
          )
        : `${event.instance} ${fallInWords(event)}`;
    return `At ${seconds(event.atMs)} ${what}.`;
  });
  return sentences.join(' ');
}
