import { bytesOf } from '../blob/blob.ts';
import { File } from '../blob/file.ts';
import { concatBytes, latin1 } from '../bytes.ts';
import { TextDecoder } from '../encoding/text-decoder.ts';
import { isToken } from '../headers/syntax.ts';
import { FormData } from './form-data.ts';

/** multipart/form-data, https://www.rfc-editor.org/rfc/rfc7578, as undici writes and reads it. */

const BOUNDARY_DIGITS = 12;

/** A boundary in undici's form: eleven random digits and a zero before them. */
export function makeBoundary(random: (bytes: Uint8Array) => void): string {
  const bytes = new Uint8Array(BOUNDARY_DIGITS - 1);
  random(bytes);
  return `----formdata-undici-0${Array.from(bytes, (byte) => byte % 10).join('')}`;
}

export function encodeMultipart(form: FormData, boundary: string): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const parts: Uint8Array[] = [];
  for (const [name, value] of form) {
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${escapeName(crlf(name))}"`;
    if (typeof value === 'string') {
      parts.push(encoder.encode(`${head}\r\n\r\n${crlf(value)}\r\n`));
    } else {
      const type = value.type || 'application/octet-stream';
      const filename = value.name === '' ? '' : `; filename="${escapeName(value.name)}"`;
      parts.push(encoder.encode(`${head}${filename}\r\nContent-Type: ${type}\r\n\r\n`));
      parts.push(bytesOf(value), encoder.encode('\r\n'));
    }
  }
  parts.push(encoder.encode(`--${boundary}--\r\n`));
  return concatBytes(parts);
}

/** The form in a body; null when it is not one. */
export function decodeMultipart(body: Uint8Array, boundary: string): FormData | null {
  // Positions in this text are positions in the bytes.
  const text = latin1(body);
  const form = new FormData();
  const separator = `--${latin1(new TextEncoder().encode(boundary))}`;
  let position = text.startsWith('\r\n') ? 2 : 0;
  for (;;) {
    if (!text.startsWith(separator, position)) return null;
    position += separator.length;
    if (/^--(?:\r\n)*$/.test(text.slice(position))) return form;
    if (!text.startsWith('\r\n', position)) return null;
    const headEnd = text.indexOf('\r\n\r\n', position);
    if (headEnd < 0) return null;
    const end = text.indexOf(`\r\n${separator}`, headEnd + 2);
    if (end < 0) return null;
    const part = readHead(text.slice(position + 2, headEnd));
    if (part === null) return null;
    const content = body.subarray(headEnd + 4, end);
    if (part.filename === null) form.append(part.name, new TextDecoder().decode(content));
    else form.append(part.name, new File([content as BlobBytes], part.filename, part));
    position = end + 2;
  }
}

type BlobBytes = Uint8Array<ArrayBuffer>;

interface PartHead {
  readonly name: string;
  readonly filename: string | null;
  readonly type: string;
}

function readHead(text: string): PartHead | null {
  let name: string | null = null;
  let filename: string | null = null;
  let type = 'text/plain';
  for (const line of text.split('\r\n')) {
    const [, key = '', value = ''] = /^([^:]*):[\t ]*(.*?)[\t ]*$/.exec(line) ?? [];
    if (!isToken(key.trim())) return null;
    if (key.trim().toLowerCase() === 'content-type') type = value;
    if (key.trim().toLowerCase() !== 'content-disposition') continue;
    const found = /^form-data; name="([^"\r\n]*)"(?:; filename\*?="([^"\r\n]*)")?/.exec(value);
    if (found === null) return null;
    name = unescapeName(found[1] ?? '');
    filename = found[2] === undefined ? null : unescapeName(found[2]);
  }
  return name === null ? null : { name, filename, type };
}

function crlf(text: string): string {
  return text.replace(/\r?\n|\r/g, '\r\n');
}

function escapeName(name: string): string {
  return name.replace(/\n/g, '%0A').replace(/\r/g, '%0D').replace(/"/g, '%22');
}

function unescapeName(name: string): string {
  const bytes = Uint8Array.from(name, (character) => character.charCodeAt(0));
  return new TextDecoder()
    .decode(bytes)
    .replace(/%0A/gi, '\n')
    .replace(/%0D/gi, '\r')
    .replace(/%22/g, '"');
}
