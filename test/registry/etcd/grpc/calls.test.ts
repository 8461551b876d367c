import { EventEmitter, once } from 'node:events';
import { connect, constants } from 'node:http2';
import { expect, onTestFinished, test } from 'vitest';
import { encodeBinary } from '../../../../runtime/registry/etcd/binary/encode.ts';
import { LockRequest } from '../../../../runtime/registry/etcd/messages/concurrency.ts';
import { PutRequest, RangeRequest } from '../../../../runtime/registry/etcd/messages/kv.ts';
import { frame, openCall, openOn, outcomeOf } from '../support/grpc-call.ts';
import { isEtcdInstalled, NEEDS_ETCD, RealEtcd } from '../support/real-etcd.ts';
import { serveOurs } from '../support/serve-ours.ts';
import { CASES } from './cases.ts';

const EXPECTED = CASES.map(({ name, outcome }) => `${name}: ${outcome}`);

async function outcomes({ url }: { readonly url: string }): Promise<string[]> {
  const lines: string[] = [];
  // One after another, for a server on which much is done at once may miss a short deadline.
  for (const sent of CASES) lines.push(`${sent.name}: ${await outcomeOf(openCall(url, sent))}`);
  return lines.map(whoeverSawIt);
}

/** Of a deadline in a real etcd either gRPC tells, with its code, or etcd itself, without one. */
function whoeverSawIt(line: string): string {
  return line.replace('status 2 "context deadline', 'status 4 "context deadline');
}

test('whatever a client of gRPC sends, it is answered as by etcd', async () => {
  const ours = await serveOurs();
  onTestFinished(() => ours.stop());
  expect(await outcomes(ours)).toEqual(EXPECTED);
});

test.skipIf(!isEtcdInstalled)(`and that is what a real etcd answers${NEEDS_ETCD}`, async () => {
  const real = await RealEtcd.start();
  onTestFinished(() => real.stop());
  expect(await outcomes(real)).toEqual(EXPECTED);
});

test.each([
  ['its client has gone', {}],
  ['its deadline has passed', { 'grpc-timeout': '20m' }],
])('a lock is waited for no longer when %s', async (_, headers) => {
  const waiting = new EventEmitter();
  const ours = await serveOurs({
    observe: (observation) => {
      if (observation.kind === 'etcd-lock-changed') waiting.emit(`${observation.waiting.length}`);
    },
  });
  onTestFinished(() => ours.stop());
  const lock = {
    path: '/v3lockpb.Lock/Lock',
    body: frame(encodeBinary(LockRequest, { name: 'mutex' })),
  };
  await outcomeOf(openCall(ours.url, lock));
  const entered = once(waiting, '1');
  const second = openCall(ours.url, { ...lock, headers });
  await entered;
  const left = once(waiting, '0');
  if (!('grpc-timeout' in headers)) second.close(constants.NGHTTP2_CANCEL);
  await left;
});

test('a small answer passes a large one that is not read', async () => {
  const ours = await serveOurs();
  onTestFinished(() => ours.stop());
  const value = 'x'.repeat(1_000_000);
  for (let key = 10; key < 22; key++) {
    const body = frame(encodeBinary(PutRequest, { key: `${key}`, value }));
    await outcomeOf(openCall(ours.url, { path: '/etcdserverpb.KV/Put', body }));
  }
  const session = connect(ours.url);
  const range = (key: string, range_end: string) =>
    openOn(session, {
      path: '/etcdserverpb.KV/Range',
      body: frame(encodeBinary(RangeRequest, { key, range_end })),
    });
  const large = range('1', '3');
  await once(large, 'response');
  const good = '200 application/grpc, 1 messages, status 0 ""';
  expect(await outcomeOf(range('none', ''))).toBe(good);
  session.destroy();
});
