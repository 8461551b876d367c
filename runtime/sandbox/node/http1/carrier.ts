import { type Carrier, FRAMES } from '../../../network/index.ts';
import type { Frame } from '../../../process/index.ts';
import { encode } from './encode.ts';
import { NO_BYTES, type RawPart } from './raw-part.ts';

/** Carries HTTP/1, and anything else, as the bytes that it was. */
export const RAW: Carrier<RawPart> = {
  answer: (status, text) => FRAMES.answer(status, text).map((frame) => encode(frame as Frame)),
  credit: (bytes) => ({ kind: 'credit', bytes, raw: NO_BYTES, flow: null }),
  cut(body, bytes) {
    if (body.kind !== 'body') return body;
    const framing = body.raw.length - body.bytes.length;
    const raw = body.raw.subarray(0, framing + bytes);
    return { ...body, bytes: body.bytes.subarray(0, bytes), raw };
  },
};
