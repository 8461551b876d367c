/** What may stand in a header. https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2 */

const TOKEN = /^[!#$%&'*+\-.^_|~`A-Za-z0-9]+$/;

/** A header's name or a method. */
export function isToken(text: string): boolean {
  return TOKEN.test(text);
}

/** https://fetch.spec.whatwg.org/#header-value */
export function isHeaderValue(text: string): boolean {
  return !/^[\t ]|[\t ]$|[\n\r\0]/.test(text);
}

/** Without the whitespace around it. https://fetch.spec.whatwg.org/#concept-header-value-normalize */
export function normalizeValue(text: string): string {
  return text.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '');
}

/** https://fetch.spec.whatwg.org/#example-header-list-get-decode-split, quoted strings kept whole. */
export function splitValue(value: string): string[] {
  const parts = value.match(/(?:[^",]|"(?:[^"\\]|\\.)*"?)+|(?<=^|,)(?=,|$)/g) ?? [];
  return parts.map((part) => part.replace(/^[\t ]+|[\t ]+$/g, ''));
}
