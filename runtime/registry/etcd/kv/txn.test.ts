import { expect, test } from 'vitest';
import { OurServer } from '../../../../test/registry/etcd/support/our-server.ts';

const KEY = 'YQ==';
const TO_THE_END = 'AA==';

test('a put that keeps a value which the same transaction has deleted is refused, and nothing is done', async () => {
  const server = await OurServer.start();
  const post = async (path: string, body: object) =>
    JSON.parse((await server.call('POST', `/v3/kv/${path}`, JSON.stringify(body))).text);
  await post('put', { key: KEY, value: 'MQ==' });
  const before = await post('range', { key: KEY });
  const refused = await post('txn', {
    success: [
      { request_delete_range: { key: KEY, range_end: TO_THE_END } },
      { request_txn: { success: [{ request_put: { key: KEY, ignore_value: true } }] } },
    ],
  });
  expect(refused.error).toBe('etcdserver: key not found');
  expect(await post('range', { key: KEY })).toEqual(before);
});
