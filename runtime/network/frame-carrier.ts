import type { Frame } from '../process/index.ts';
import type { Carrier } from './part.ts';

/** Carries HTTP as the frames of processes that are not Node. */
export const FRAMES: Carrier<Frame> = {
  answer(status, text) {
    const bytes = new TextEncoder().encode(text);
    const headers = [
      'content-type',
      'text/plain; charset=utf-8',
      'content-length',
      String(bytes.length),
    ];
    return [
      { kind: 'response', status, reason: '', headers },
      { kind: 'body', bytes },
      { kind: 'end', trailers: [] },
    ];
  },
  credit: (bytes) => ({ kind: 'credit', bytes }),
  cut: (body, bytes) =>
    body.kind === 'body' ? { kind: 'body', bytes: body.bytes.subarray(0, bytes) } : body,
};
