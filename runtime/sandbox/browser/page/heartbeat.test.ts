import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { OpenFrame } from './frame.ts';
import { watchFrame } from './heartbeat.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A frame that says something when the test says so, and what has come of watching it. */
class WatchedFrame {
  readonly element = Object.assign(new EventTarget(), { isConnected: true });
  readonly link = { heard: 0, ask: () => new Promise<void>(() => {}) };
  readonly lost: string[] = [];
  isStarting = false;

  constructor() {
    watchFrame(this as unknown as OpenFrame, {
      isStarting: () => this.isStarting,
      onLost: (why) => this.lost.push(why),
    });
  }

  after(seconds: number): readonly string[] {
    vi.advanceTimersByTime(seconds * 1000);
    return this.lost;
  }
}

const GONE = [expect.stringMatching(/^its frame does not answer any more/)];

test('a frame that is silent for five beats is lost, and that is said once', () => {
  const frame = new WatchedFrame();
  expect(frame.after(4)).toEqual([]);
  expect(frame.after(60)).toEqual(GONE);
});

test('whatever comes from a frame shows that it is there', () => {
  const frame = new WatchedFrame();
  for (let times = 0; times < 10; times++) {
    expect(frame.after(4)).toEqual([]);
    frame.link.heard += 1;
  }
  expect(frame.after(6)).toEqual(GONE);
});

test('while services start it may be silent for longer, but not for ever', () => {
  const frame = new WatchedFrame();
  frame.isStarting = true;
  expect(frame.after(30)).toEqual([]);
  frame.link.heard += 1;
  expect(frame.after(30)).toEqual([]);
  expect(frame.after(2)).toEqual(GONE);
});

test('one that died while services started is lost when their starts have failed', () => {
  const frame = new WatchedFrame();
  frame.isStarting = true;
  expect(frame.after(15)).toEqual([]);
  frame.isStarting = false;
  expect(frame.after(1)).toEqual(GONE);
});

test('a frame that was taken out of the page or reloaded is lost', () => {
  const taken = new WatchedFrame();
  taken.element.isConnected = false;
  expect(taken.after(1)).toEqual(['its frame was taken out of the page']);
  const reloaded = new WatchedFrame();
  reloaded.element.dispatchEvent(new Event('load'));
  expect(reloaded.after(60)).toEqual(['its frame was reloaded']);
});
