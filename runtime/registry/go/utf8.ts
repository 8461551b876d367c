/**
 * What Go takes for one character of UTF-8 (unicode/utf8), in bytes of one character each: the whole
 * sequence of a code point, or a single byte that is in none.
 */
export const UTF8_CHARACTER =
  /[\xc2-\xdf][\x80-\xbf]|(?:\xe0[\xa0-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]|\xed[\x80-\x9f])[\x80-\xbf]|(?:\xf0[\x90-\xbf]|[\xf1-\xf3][\x80-\xbf]|\xf4[\x80-\x8f])[\x80-\xbf]{2}|./gs;

/** Whether a character is a byte that is no UTF-8. */
export function isStray(character: string): boolean {
  return character.length === 1 && character > '\x7f';
}

/** The code point of a character that is UTF-8. */
export function codePointOf(character: string): number {
  const { length } = character;
  let codePoint = character.charCodeAt(0);
  if (length > 1) codePoint &= 0x7f >> length;
  for (let at = 1; at < length; at++) {
    codePoint = (codePoint << 6) | (character.charCodeAt(at) & 0x3f);
  }
  return codePoint;
}
