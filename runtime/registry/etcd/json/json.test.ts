import { expect, test } from 'vitest';
import { toByteString } from '../bytes.ts';
import { named, PutRequest, RangeRequest, TxnRequest } from '../messages/kv.ts';
import { WatchRequest, WatchResponse } from '../messages/watch.ts';
import type { MessageType } from '../schema/schema.ts';
import { fromBase64, toBase64 } from './base64.ts';
import { decodeJson } from './decode.ts';
import { encodeJson, goString } from './encode.ts';
import { JsonReader } from './parse.ts';

const parse = (text: string) =>
  new JsonReader(toByteString(new TextEncoder().encode(text))).next() ?? null;
const range = (text: string) => decodeJson(RangeRequest, parse(text));

const unknownOrder = (quoted: string) =>
  `unknown value "${quoted}" for enum etcdserverpb.RangeRequest_SortOrder`;

// Each asked of etcd 3.4.23 as the body of a range.
test.each([
  ['{"key":{}}', 'json: cannot unmarshal object into Go value of type []uint8'],
  ['{"key":true}', 'json: cannot unmarshal bool into Go value of type []uint8'],
  ['{"key":["a"]}', 'json: cannot unmarshal string into Go value of type uint8'],
  ['{"key":[1,2,300]}', 'json: cannot unmarshal number 300 into Go value of type uint8'],
  ['{"limit":1.5}', 'json: cannot unmarshal number 1.5 into Go value of type int64'],
  ['{"limit":"1.5"}', 'json: cannot unmarshal number 1.5 into Go value of type int64'],
  ['{"limit":1.0}', 'json: cannot unmarshal number 1.0 into Go value of type int64'],
  ['{"limit":1e2}', 'json: cannot unmarshal number 1e2 into Go value of type int64'],
  ['{"limit":""}', 'unexpected end of JSON input'],
  ['{"limit":true}', 'json: cannot unmarshal bool into Go value of type int64'],
  ['{"limit":[]}', 'json: cannot unmarshal array into Go value of type int64'],
  [
    '{"limit":99999999999999999999}',
    'json: cannot unmarshal number 99999999999999999999 into Go value of type int64',
  ],
  ['{"serializable":"true"}', 'json: cannot unmarshal string into Go value of type bool'],
  ['{"serializable":1}', 'json: cannot unmarshal number into Go value of type bool'],
  [
    '{"sort_order":1.5}',
    'json: cannot unmarshal number 1.5 into Go value of type etcdserverpb.RangeRequest_SortOrder',
  ],
  [
    '{"sort_order":true}',
    'json: cannot unmarshal bool into Go value of type etcdserverpb.RangeRequest_SortOrder',
  ],
  ['"x"', 'json: cannot unmarshal string into Go value of type map[string]json.RawMessage'],
  ['5', 'json: cannot unmarshal number into Go value of type map[string]json.RawMessage'],
  ['nul', 'unexpected EOF'],
  ['nux', "invalid character 'x' in literal null (expecting 'l')"],
  ['{"key":tru}', "invalid character '}' in literal true (expecting 'e')"],
  ['{"key" "YQ=="}', `invalid character '"' after object key`],
  ['{"key":"YQ==",}', "invalid character '}' looking for beginning of object key string"],
  ['{"key":"YQ==" "a"}', `invalid character '"' after object key:value pair`],
  ['{key:1}', "invalid character 'k' looking for beginning of object key string"],
  ["{'a':1}", "invalid character '\\'' looking for beginning of object key string"],
  ['{"key":"Y\\qQ=="}', "invalid character 'q' in string escape code"],
  ['{"key":"Y\\u00zz"}', "invalid character 'z' in \\u hexadecimal character escape"],
  ['{"key":"Y\tQ=="}', "invalid character '\\t' in string literal"],
  ['{"key":01}', "invalid character '1' after object key:value pair"],
  ['{"key":1.}', "invalid character '}' after decimal point in numeric literal"],
  ['{"key":-}', "invalid character '}' in numeric literal"],
  ['{"key":1e}', "invalid character '}' in exponent of numeric literal"],
  ['{"key":[1 2]}', "invalid character '2' after array element"],
  ['}', "invalid character '}' looking for beginning of value"],
  ['{"a":é}', "invalid character 'Ã' looking for beginning of value"],
  ['{"a":\u007f}', "invalid character '\\x7f' looking for beginning of value"],
  ['{"limit":"1\\u0030"}', "invalid character '\\\\' after top-level value"],
  ['{"sort_order":"\u007fASCEND"}', unknownOrder('\\x7fASCEND')],
  [
    '{"sort_order":"\u00a0\u200b\ufeff\u{10ffff}é😀"}',
    unknownOrder('\\u00a0\\u200b\\ufeff\\U0010ffffé😀'),
  ],
  ['{"sort_order":"\\u0041SCEND"}', unknownOrder('\\\\u0041SCEND')],
])('%s is refused in the words of Go', (text, message) => {
  expect(() => range(text)).toThrow(expect.objectContaining({ message }));
});

test.each([
  ['Y', 0],
  ['Y=', 1],
  ['YQ=', 3],
  ['YQ=a', 2],
  ['=', 0],
  ['YWFé', 3],
  ['YQ==YQ==', 4],
  ['YmluAP-A', 6],
  ['L2EvMQ', 4],
])('the base64 %s is illegal at byte %i', (text, byte) => {
  expect(() => fromBase64(text)).toThrow(`illegal base64 data at input byte ${byte}`);
});

test('what etcd takes is taken: integers in strings, bytes as arrays, ends of line in base64', () => {
  expect(range('{"limit":"1 ","revision":"null"}')).toMatchObject({ limit: 1, revision: 0 });
  expect(range('{"key":[1,2,30]}')).toMatchObject({ key: '\x01\x02\x1e' });
  expect(range('{"key":"YQ==\\n"}')).toMatchObject({ key: 'a' });
  expect(range('{"key":"YR=="}')).toMatchObject({ key: 'a' });
  expect(range('null')).toMatchObject({ key: '', sort_order: 'NONE' });
  expect(range('{"sort_order":7,"sort_target":2}')).toMatchObject({
    sort_order: 7,
    sort_target: 'CREATE',
  });
});

test('members go by their own name or its camel case, and all bits of an id are kept', () => {
  const request = '{"prevKv":true,"lease":9223372036854775807,"unknown":[{}]}';
  expect(decodeJson(PutRequest, parse(request))).toMatchObject({
    prev_kv: true,
    lease: 9223372036854775807n,
  });
});

// Asked of etcd 3.4.23.
test('of two names of a member the camel-case one counts', () => {
  expect(range('{"range_end":"Yg==","rangeEnd":"Yw=="}')).toMatchObject({ range_end: 'c' });
  expect(range('{"range_end":"Yg==","rangeEnd":null}')).toMatchObject({ range_end: '' });
});

test('texts are told by their characters: pairs of surrogates, halves, bytes that are no UTF-8', () => {
  const Named = named('Named');
  const name = (text: string) => decodeJson(Named, parse(`{"name":"${text}"}`)).name;
  expect(name('\\ud83d\\uDE00\\ud83d\\u0041\\ude00\\n\\/')).toBe('😀\ufffdA\ufffd\n/');
  expect(name('\ufeffa')).toBe('\ufeffa');
  const bytes = new JsonReader('{"name":"\xe2\x82a\xff"}').next() ?? null;
  expect(decodeJson(Named, bytes).name).toBe('\ufffd\ufffda\ufffd');
});

test.each([
  [TxnRequest, '{"success":[{"request":5}]}', 'number', 'isRequestOp_Request'],
  [TxnRequest, '{"compare":[{"target_union":{}}]}', 'object', 'isCompare_TargetUnion'],
  [WatchRequest, '{"request_union":""}', 'string', 'isWatchRequest_RequestUnion'],
] as const)('a oneof has no value of its own: %s %s', (type, text, kind, goType) => {
  expect(() => decodeJson<MessageType>(type, parse(text))).toThrow(
    `json: cannot unmarshal ${kind} into Go value of type etcdserverpb.${goType}`,
  );
});

test('a null among messages is refused: the real gateway dies of it', () => {
  expect(() => decodeJson(TxnRequest, parse('{"success":[null]}'))).toThrow(
    'cannot unmarshal null',
  );
});

test('zero values are left out, and texts are safe within HTML', () => {
  const message = { watch_id: 0n, created: false, cancel_reason: '<é>', events: [{ type: 'PUT' }] };
  expect(encodeJson(WatchResponse, message as never)).toBe(
    '{"cancel_reason":"\\u003cé\\u003e","events":[{}]}',
  );
  expect(goString('a"b\u2028')).toBe('"a\\"b\\u2028"');
});

test('any bytes survive base64', () => {
  const all = String.fromCharCode(...Array.from({ length: 256 }, (_, byte) => byte)).repeat(40);
  for (const length of [0, 1, 2, 3, 4, 4097, all.length]) {
    expect(fromBase64(toBase64(all.slice(0, length)))).toBe(all.slice(0, length));
  }
});
