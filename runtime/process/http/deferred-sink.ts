import type { Frame } from '../host.ts';

/** Where a message's frames go. */
export interface FrameSink {
  send(frame: Frame): void;
  /** Calls back at once, or when the other end has taken some of what was sent. */
  whenOpen(run: () => void): void;
}

/** Keeps what is sent until there is somewhere to send it. */
export class DeferredSink implements FrameSink {
  #frames: Frame[] = [];
  #waiting: (() => void)[] = [];

  send(frame: Frame): void {
    this.#frames.push(frame);
  }

  whenOpen(run: () => void): void {
    this.#waiting.push(run);
  }

  pourInto(sink: FrameSink): void {
    for (const frame of this.#frames.splice(0)) sink.send(frame);
    for (const run of this.#waiting.splice(0)) sink.whenOpen(run);
  }
}
