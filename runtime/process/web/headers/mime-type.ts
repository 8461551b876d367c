import type { HeaderList } from './header-list.ts';
import { isToken, splitValue } from './syntax.ts';

/** https://mimesniff.spec.whatwg.org/#mime-type-representation */
export interface MimeType {
  /** `text/html`, in lower case. */
  readonly essence: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/** Null when it is none. https://mimesniff.spec.whatwg.org/#parsing-a-mime-type */
export function parseMimeType(text: string): MimeType | null {
  const [head = '', ...rest] = splitOutsideQuotes(text.trim());
  const [type = '', subtype = '', ...more] = head.trimEnd().split('/');
  if (!isToken(type) || !isToken(subtype) || more.length > 0) return null;
  const parameters = new Map<string, string>();
  for (const part of rest) {
    const equals = part.indexOf('=');
    if (equals < 0) continue;
    const name = part.slice(0, equals).trimStart().toLowerCase();
    const written = part.slice(equals + 1);
    const quoted = written.startsWith('"');
    const value = quoted ? unquote(written) : written.trimEnd();
    if (value === '' && !quoted) continue;
    if (!isToken(name) || /[^\t\u0020-\u007E\u0080-\u00FF]/.test(value)) continue;
    if (!parameters.has(name)) parameters.set(name, value);
  }
  return { essence: `${type}/${subtype}`.toLowerCase(), parameters };
}

/** https://mimesniff.spec.whatwg.org/#serializing-a-mime-type */
export function serializeMimeType({ essence, parameters }: MimeType): string {
  const parts = [...parameters].map(([name, value]) => {
    const written = isToken(value) ? value : `"${value.replace(/["\\]/g, '\\$&')}"`;
    return `;${name}=${written}`;
  });
  return essence + parts.join('');
}

/** The type that Content-Type gives, or null. https://fetch.spec.whatwg.org/#concept-header-extract-mime-type */
export function contentType(headers: HeaderList): MimeType | null {
  let found: MimeType | null = null;
  for (const value of splitValue(headers.get('content-type') ?? '')) {
    const type = parseMimeType(value);
    if (type === null || type.essence === '*/*') continue;
    found = found === null ? type : withCharsetOf(found, type);
  }
  return found;
}

/** Of two values of one type, the second keeps the charset that the first gave. */
function withCharsetOf(first: MimeType, { essence, parameters }: MimeType): MimeType {
  const charset = first.parameters.get('charset');
  const inherits = essence === first.essence && charset !== undefined && !parameters.has('charset');
  return {
    essence,
    parameters: inherits ? new Map([...parameters, ['charset', charset]]) : parameters,
  };
}

function splitOutsideQuotes(text: string): string[] {
  return text.match(/(?:[^";]|"(?:[^"\\]|\\.)*"?)+|(?<=;)(?=;|$)/g) ?? [];
}

/** The value of a quoted string; what follows its end is dropped. */
function unquote(text: string): string {
  const inside = /^"((?:[^"\\]|\\.)*)/s.exec(text)?.[1] ?? '';
  return inside.replace(/\\(.)/gs, '$1');
}
