import { connect } from 'node:http2';
import { expect, onTestFinished, test } from 'vitest';
import { fc, IS_LONG } from '../../../support/properties.ts';
import { frame, openOn, outcomeOf } from '../support/grpc-call.ts';
import { isEtcdInstalled, NEEDS_ETCD, RealEtcd } from '../support/real-etcd.ts';
import { serveOurs } from '../support/serve-ours.ts';

const RUNS = IS_LONG ? 5000 : 500;

const MESSAGES = [
  ['KV/Put', [0x0a, 1, 0x61, 0x12, 1, 0x62, 0x20, 1]],
  ['KV/DeleteRange', [0x0a, 1, 0x61, 0x12, 1, 0x62, 0x18, 1]],
  ['KV/Txn', [0x0a, 7, 0x10, 3, 0x1a, 1, 0x61, 0x3a, 0, 0x12, 5, 0x0a, 3, 0x0a, 1, 0x61]],
  ['Lease/LeaseTimeToLive', [0x08, 5, 0x10, 1]],
  ['Lease/LeaseRevoke', [0x08, 5]],
] as const;

const byte = fc.oneof(
  fc.constantFrom(0, 1, 2, 0x08, 0x0a, 0x0b, 0x0c, 0x0d, 0x12, 0x1a, 0x7f, 0x80, 0xff),
  fc.nat(255),
);

const mutated = fc
  .record({
    message: fc.constantFrom(...MESSAGES),
    edits: fc.array(
      fc.record({ at: fc.nat(20), remove: fc.nat(2), insert: fc.array(byte, { maxLength: 3 }) }),
      { minLength: 1, maxLength: 3 },
    ),
  })
  .map(({ message: [method, bytes], edits }) => {
    const body: number[] = [...bytes];
    for (const { at, remove, insert } of edits) {
      body.splice(at % (body.length + 1), remove, ...insert);
    }
    return { path: `/etcdserverpb.${method}`, body: frame(Uint8Array.from(body)) };
  });

test.skipIf(!isEtcdInstalled)(
  `messages with mistakes in them are refused in the words of a real etcd${NEEDS_ETCD}`,
  async () => {
    const servers = await Promise.all([serveOurs(), RealEtcd.start()]);
    const sessions = servers.map(({ url }) => connect(url));
    onTestFinished(async () => {
      for (const session of sessions) session.destroy();
      await Promise.all(servers.map((server) => server.stop()));
    });
    const property = fc.asyncProperty(mutated, async (sent) => {
      const [ours, theirs] = await Promise.all(
        sessions.map((session) => outcomeOf(openOn(session, sent))),
      );
      expect(ours).toBe(theirs);
    });
    await fc.assert(property, { numRuns: RUNS });
  },
);
