import { STATUS_CODES } from 'node:http';
import type { Frame } from '../../../process/index.ts';
import { NO_BYTES, type RawPart } from './raw-part.ts';

/** A frame with its bytes, for who speaks frames to a process of Node. Bodies have a stated length. */
export function encode(frame: Frame): RawPart {
  return { ...frame, raw: rawOf(frame), flow: null } as RawPart;
}

function rawOf(frame: Frame): Uint8Array {
  switch (frame.kind) {
    case 'request':
      return head(`${frame.method} ${frame.target} HTTP/1.1`, frame.headers);
    case 'response': {
      const reason = frame.reason === '' ? (STATUS_CODES[frame.status] ?? '') : frame.reason;
      return head(`HTTP/1.1 ${frame.status} ${reason}`, frame.headers);
    }
    case 'body':
      return frame.bytes;
    case 'end':
    case 'credit':
      return NO_BYTES;
  }
}

function head(first: string, headers: readonly string[]): Uint8Array {
  let text = `${first}\r\n`;
  for (let at = 0; at + 1 < headers.length; at += 2)
    text += `${headers[at]}: ${headers[at + 1]}\r\n`;
  return Buffer.from(`${text}\r\n`, 'latin1');
}
