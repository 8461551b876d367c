import type { OpenFrame } from './frame.ts';

const BEAT_MS = 1000;

/**
 * Beats that may stay without an answer. Counted, not timed: after a computer's sleep one beat is
 * late, but no more than one.
 */
const MISSED_BEATS = 4;

/** The browser says nothing when a frame's process ends, and memory is what ends it. */
const GONE =
  'its frame does not answer any more, as when its services took more memory than the browser gives';

/** Watches that the kernel is there; calls back once when it is not. Returns the way to stop. */
export function watchFrame(
  { element, link }: OpenFrame,
  onLost: (why: string) => void,
): () => void {
  let unanswered = 0;
  const timer = setInterval(() => {
    if (!element.isConnected) lost('its frame was taken out of the page');
    else if (unanswered >= MISSED_BEATS) lost(GONE);
    else {
      unanswered += 1;
      void link
        .ask((ask) => ({ type: 'ping', ask }))
        .then(() => {
          unanswered = 0;
        });
    }
  }, BEAT_MS);
  // A frame loads once: a second time means that it was reloaded, and everything in it is gone.
  const reloaded = () => lost('its frame was reloaded');
  element.addEventListener('load', reloaded);
  const stop = () => {
    clearInterval(timer);
    element.removeEventListener('load', reloaded);
  };
  const lost = (why: string) => {
    stop();
    onLost(why);
  };
  return stop;
}
