import { expect, test } from 'vitest';
import { fc, IS_LONG } from '../../../support/properties.ts';
import { HttpServer } from '../support/http-server.ts';
import { OurServer } from '../support/our-server.ts';
import { isEtcdInstalled, NEEDS_ETCD, RealEtcd } from '../support/real-etcd.ts';

const RUNS = IS_LONG ? 5000 : 500;

const REQUESTS = [
  ['/v3/kv/range', '{"key":"YWJj","range_end":"AA==","limit":"12","keys_only":true}'],
  ['/v3/kv/range', ' { "key" : [97, 98.0] , "revision": -1e2, "serializable":false } '],
  ['/v3/kv/range', '{"key":"YWJj\\u0041\\nYQ==","sort_order":"ASCEND","countOnly":null}'],
  ['/v3/kv/range', '{"key":"YQ==","range_end":"Yg==","rangeEnd":"AA==","limit":"\\u0031"}'],
  ['/v3/lease/timetolive', '{"ID":9223372036854775807,"keys":true}'],
  ['/v3/lease/timetolive', '{"ID":"-5", "keys":false, "more":{"a":[1,{"b":"c"}]}}'],
] as const;

const letters = [
  ...'{}[]",:0123456789.eE+-\\/ntrufalsYQ= \t\u0001é\u007f\u00a0\u200b\ufeff\ufffd😀\u{10ffff}',
  ...['null', '\\u0041', '\\ud83d'],
];

const mutated = fc
  .record({
    request: fc.constantFrom(...REQUESTS),
    edits: fc.array(
      fc.record({
        at: fc.nat(200),
        remove: fc.nat(2),
        insert: fc.oneof(fc.constant(''), fc.constantFrom(...letters)),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  })
  .map(({ request: [path, text], edits }) => {
    let body: string = text;
    for (const { at, remove, insert } of edits) {
      const place = at % (body.length + 1);
      body = body.slice(0, place) + insert + body.slice(place + remove);
    }
    return { path, body };
  });

test.skipIf(!isEtcdInstalled)(
  `requests with mistakes in them are refused in the words of a real etcd${NEEDS_ETCD}`,
  async () => {
    const real = await RealEtcd.start();
    const servers = [await OurServer.start(), new HttpServer(real.url)] as const;
    const answerOf = async (server: (typeof servers)[number], path: string, body: string) => {
      const { status, text } = await server.call('POST', path, body);
      const { header, ...answer } = JSON.parse(text);
      return { status, ...answer };
    };
    try {
      const property = fc.asyncProperty(mutated, async ({ path, body }) => {
        const [ours, theirs] = await Promise.all(servers.map((s) => answerOf(s, path, body)));
        expect(ours).toEqual(theirs);
      });
      await fc.assert(property, { numRuns: RUNS });
    } finally {
      await real.stop();
    }
  },
);
