import { Buffer } from 'buffer';
import { missingArguments } from './arguments.ts';
import { DOMException } from './dom-exception.ts';

/** https://html.spec.whatwg.org/#dom-btoa */
export function btoa(...args: [data?: unknown]): string {
  if (args.length === 0) throw missingArguments('input');
  const text = `${args[0]}`;
  for (let at = 0; at < text.length; at += 1) {
    if (text.charCodeAt(at) > 255) throw new DOMException('Invalid character', INVALID);
  }
  return Buffer.from(text, 'latin1').toString('base64');
}

/** https://html.spec.whatwg.org/#dom-atob */
export function atob(...args: [data?: unknown]): string {
  if (args.length === 0) throw missingArguments('input');
  const text = `${args[0]}`.replace(/[\t\n\f\r ]/g, '');
  if (/[^A-Za-z0-9+/=]/.test(text)) throw new DOMException('Invalid character', INVALID);
  const bare = text.length % 4 === 0 ? text.replace(/==?$/, '') : text;
  if (bare.length % 4 === 1 || bare.includes('=')) {
    throw new DOMException('The string to be decoded is not correctly encoded.', INVALID);
  }
  return Buffer.from(bare, 'base64').toString('latin1');
}

const INVALID = 'InvalidCharacterError';
