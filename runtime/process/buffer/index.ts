/** node:buffer. https://nodejs.org/docs/latest-v20.x/api/buffer.html */
import * as buffer from 'buffer';
import { fitBuffer } from './fit.ts';

const { Buffer, SlowBuffer } = buffer;
fitBuffer(Buffer);

/** V8's limits. */
export const kMaxLength = 2 ** 32;
export const kStringMaxLength = 2 ** 29 - 24;
export const constants = { MAX_LENGTH: kMaxLength, MAX_STRING_LENGTH: kStringMaxLength };
export const INSPECT_MAX_BYTES = 50;

export { isAscii, isUtf8, transcode } from './text.ts';
export { Buffer, SlowBuffer };
