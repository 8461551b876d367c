import type { Refusal } from '../status.ts';

/** What a call that is answered once needs to know of whoever asked. */
export interface UnaryCall {
  /** Calls `run` once when the client has gone before the answer. */
  onGone(run: () => void): void;
}

/** The way back to a client that is answered many times. */
export interface ResponseStream<R> {
  /**
   * Sends a message. False: it was taken, but the client has not read what it was sent, so nothing
   * more should be until it has drained.
   */
  send(message: R): boolean;
  /** Set once: called each time that a client which was behind has caught up. */
  onDrain(run: () => void): void;
  /** Set once: called when the client has gone, or the stream has ended. */
  onGone(run: () => void): void;
  end(): void;
  fail(refusal: Refusal): void;
}

/** Takes a client's messages. */
export interface RequestSink<Q> {
  message(request: Q): void;
  /** The client will send no more; it may still be listening. */
  end(): void;
}
