import { expect, test } from 'vitest';
import { fc } from '../../../../test/support/properties.ts';
import { encodeLines, LinesReader } from './lines.ts';

/** What is read of a text that comes in these pieces. */
function read(pieces: readonly string[]) {
  const messages: unknown[] = [];
  const broken: string[] = [];
  let other = '';
  const reader = new LinesReader('<', {
    message: (message) => messages.push(message),
    other: (text) => {
      other += text;
    },
    broken: (why) => broken.push(why),
  });
  for (const piece of pieces) reader.add(piece);
  return { messages, other, broken };
}

test('messages survive whatever a terminal does to them', () => {
  const message = fc.record({
    text: fc.string({ unit: 'binary' }),
    deep: fc.array(fc.jsonValue()),
  });
  fc.assert(
    fc.property(fc.array(message, { maxLength: 5 }), fc.array(fc.nat(4000)), (sent, cuts) => {
      const echo = encodeLines('>', { type: 'echo', text: '@brownout<' });
      const text = sent.map((each) => echo + encodeLines('<', each)).join('');
      const shown = text.replaceAll('\n', '\r\n');
      const places = [0, ...cuts.filter((at) => at < shown.length).sort((a, b) => a - b)];
      const pieces = places.map((at, index) => shown.slice(at, places[index + 1]));
      const { messages, broken, other } = read(pieces);
      expect(messages).toEqual(JSON.parse(JSON.stringify(sent)));
      expect(broken).toEqual([]);
      expect(other).toBe('');
    }),
    { numRuns: 100 },
  );
});

test('an echo in the midst of a line does no harm, nor a line in the midst of an echo', () => {
  const echo = encodeLines('>', { type: 'sync', files: 'x'.repeat(2000) });
  const line = encodeLines('<', { type: 'done', value: 'y'.repeat(2000) });
  for (const at of [1, 9, 12, 700, 1510, 1520, 2100]) {
    const inLine = line.slice(0, at) + echo + line.slice(at) + line;
    expect(read([inLine.replaceAll('\n', '\r\n')])).toMatchObject({
      messages: [expect.anything(), expect.anything()],
      broken: [],
      other: '',
    });
  }
  const inEcho = echo.slice(0, 100) + line + echo.slice(100) + line;
  expect(read([inEcho])).toMatchObject({ messages: [{}, {}], broken: [] });
});

test('bytes arrive as bytes', () => {
  const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index % 251);
  const { messages } = read([encodeLines('<', { frame: { bytes, more: Buffer.from('tea') } })]);
  expect(messages).toEqual([{ frame: { bytes, more: new TextEncoder().encode('tea') } }]);
});

test('what else is printed is handed on, before a message as well', () => {
  const { messages, other } = read([`warning\r\n$ ${encodeLines('<', 1)}`, 'half a ', 'line\n']);
  expect(messages).toEqual([1]);
  expect(other).toBe('warning\r\n$ half a line\n');
});

test('a damaged line is seen', () => {
  const line = encodeLines('<', { text: 'a cup of tea' });
  expect(read([line.replace('cup', 'cu')]).broken).toEqual(['a line came damaged']);
  expect(read([line.replace('.{', '.[')]).broken).toEqual(['a message is no JSON']);
});

test('every line is short and printable', () => {
  const text = encodeLines('>', { text: `tea\u0000\u001b[31m🫖\n@`.repeat(1000) });
  for (const line of text.trimEnd().split('\n')) {
    expect(line.length).toBeLessThan(1600);
    expect(line).toMatch(/^[ -~]*$/);
  }
});
