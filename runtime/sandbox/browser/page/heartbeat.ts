import type { OpenFrame } from './frame.ts';

const BEAT_MS = 1000;

/**
 * Beats that may pass without a word. Counted, not timed: after a computer's sleep one beat is late,
 * but no more than one.
 */
const SILENT_BEATS = 4;

/** While services start: a hundred new threads leave the frame's own little of a busy machine. */
const SILENT_BEATS_WHILE_STARTING = 30;

/** The browser says nothing when a frame's process ends, and memory is what ends it. */
const GONE =
  'its frame does not answer any more, as when its services took more memory than the browser gives';

export interface HeartbeatOptions {
  /** Whether services start that have come to no end of it yet. */
  readonly isStarting: () => boolean;
  /** Called once, when the kernel is not there any more. */
  readonly onLost: (why: string) => void;
}

/** Watches that the kernel is there: whatever it says shows it. Returns the way to stop. */
export function watchFrame(
  { element, link }: Pick<OpenFrame, 'element' | 'link'>,
  { isStarting, onLost }: HeartbeatOptions,
): () => void {
  let heard = link.heard;
  let silentBeats = 0;
  const timer = setInterval(() => {
    if (link.heard !== heard) silentBeats = 0;
    heard = link.heard;
    const mostBeats = isStarting() ? SILENT_BEATS_WHILE_STARTING : SILENT_BEATS;
    if (!element.isConnected) lost('its frame was taken out of the page');
    else if (silentBeats >= mostBeats) lost(GONE);
    else {
      silentBeats += 1;
      void link.ask((ask) => ({ type: 'ping', ask }));
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
