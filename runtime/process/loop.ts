import { captured, leaveContext } from './async-hooks/context.ts';
import { host, perProcess } from './current.ts';
import { isInstance } from './errors/hostile.ts';

/**
 * The event loop: every callback into the learner's code passes through `enter`, which runs
 * `process.nextTick` callbacks after it, hands on what it throws, and notices when nothing is left
 * that could ever call back.
 *
 * Ticks and promises take turns, as in Node: after a callback all ticks, then all promises that can
 * settle, then the ticks that those asked for, and so on; only then the next callback. When promises
 * are done no engine tells: what promises ask for runs in a task of its own, and a callback that
 * comes before it is held until ticks and promises are done.
 */

/** Thrown by `process.exit` to unwind the learner's code; never reported as an error. */
export class ProcessExit extends Error {
  override readonly name = 'ProcessExit';
}

export interface LoopListener {
  /** A callback threw, and nothing in the process caught it. */
  uncaught(error: unknown): void;
  /** No handle is open and no callback is waiting. */
  idle(): void;
}

type State = 'loading' | 'running' | 'exited';

interface Loop {
  state: State;
  listener: LoopListener;
  openHandles: number;
  handlesEverOpened: number;
  /** Calls of `enter` within one another. */
  depth: number;
  idleCheckAsked: boolean;
  ticks: (() => void)[];
  /** Callbacks that came while ticks were waiting. */
  held: (() => void)[];
  turnAsked: boolean;
}

const currentLoop = perProcess<Loop>(() => ({
  state: 'loading',
  listener: { uncaught: () => {}, idle: () => {} },
  openHandles: 0,
  handlesEverOpened: 0,
  depth: 0,
  idleCheckAsked: false,
  ticks: [],
  held: [],
  turnAsked: false,
}));

export function listenToLoop(listener: LoopListener): void {
  currentLoop().listener = listener;
}

/** From now on the process may end by itself: its entry module has been asked to run. */
export function startLoop(): void {
  const loop = currentLoop();
  loop.state = 'running';
  askForIdleCheck(loop);
}

/** No callback runs from now on. */
export function stopLoop(): void {
  const loop = currentLoop();
  loop.state = 'exited';
  loop.ticks = [];
  loop.held = [];
}

/** Runs a callback as a turn of the event loop: at once, unless others come first. */
export function enter(callback: () => void): void {
  const loop = currentLoop();
  if (loop.state === 'exited') return;
  if (loop.depth > 0) attempt(loop, callback);
  else if (loop.ticks.length === 0 && loop.held.length === 0) runTurn(loop, callback);
  else {
    loop.held.push(callback);
    askForTurn(loop);
  }
}

/** Runs a callback before anything else happens, after the one that is running. */
export function nextTick(callback: () => void): void {
  const loop = currentLoop();
  if (loop.state === 'exited') return;
  loop.ticks.push(captured(callback));
  // Inside a turn the queue is drained at its end; for a promise's callback nobody else would.
  if (loop.depth === 0) askForTurn(loop);
}

/** queueMicrotask: among the callbacks of promises, in turn. */
export function queueMicrotask(callback: () => void): void {
  const loop = currentLoop();
  const bound = captured(callback);
  Promise.resolve().then(() => attempt(loop, bound));
}

function askForTurn(loop: Loop): void {
  if (loop.turnAsked) return;
  loop.turnAsked = true;
  host.timers.soon(() => {
    loop.turnAsked = false;
    const hasTicks = loop.ticks.length > 0;
    runTurn(loop, hasTicks ? () => {} : (loop.held.shift() ?? (() => {})));
    if (loop.held.length > 0) askForTurn(loop);
  });
}

function runTurn(loop: Loop, callback: () => void): void {
  leaveContext();
  loop.depth += 1;
  try {
    attempt(loop, callback);
    drainTicks(loop);
  } finally {
    loop.depth -= 1;
  }
  if (loop.openHandles === 0) askForIdleCheck(loop);
}

/** Keeps the process alive until the returned function is called. Calling it again does nothing. */
export function openHandle(): () => void {
  const loop = currentLoop();
  loop.openHandles += 1;
  loop.handlesEverOpened += 1;
  let open = true;
  return () => {
    if (!open) return;
    open = false;
    loop.openHandles -= 1;
    if (loop.openHandles === 0) askForIdleCheck(loop);
  };
}

/** How often the process has begun to wait for something: tells whether a callback began anew. */
export function countHandlesEverOpened(): number {
  return currentLoop().handlesEverOpened;
}

function drainTicks(loop: Loop): void {
  while (loop.ticks.length > 0) {
    const due = loop.ticks;
    loop.ticks = [];
    for (const tick of due) attempt(loop, tick);
  }
}

function attempt(loop: Loop, callback: () => void): void {
  if (loop.state === 'exited') return;
  try {
    callback();
  } catch (error) {
    if (!isInstance(error, ProcessExit)) loop.listener.uncaught(error);
  }
}

function askForIdleCheck(loop: Loop): void {
  if (loop.idleCheckAsked || loop.state !== 'running') return;
  loop.idleCheckAsked = true;
  // In a task of its own: promises that have yet to run may still open a handle.
  host.timers.soon(() => {
    loop.idleCheckAsked = false;
    const isIdle = loop.openHandles === 0 && loop.ticks.length === 0 && loop.held.length === 0;
    if (isIdle && loop.state === 'running') loop.listener.idle();
  });
}
