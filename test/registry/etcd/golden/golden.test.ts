import { expect, test } from 'vitest';
import { HttpServer } from '../support/http-server.ts';
import { OurServer } from '../support/our-server.ts';
import { isEtcdInstalled, NEEDS_ETCD, RealEtcd } from '../support/real-etcd.ts';
import { readRecord } from './record.ts';
import { type Check, replay } from './replay.ts';

test('our etcd answers all that was recorded from etcd 3.4.23 as that did', async () => {
  const server = await OurServer.start({ progressMs: 2000 });
  expectAllToHold(await replay(readRecord(), server, { isExact: true }));
  server.etcd.close();
});

test.skipIf(!isEtcdInstalled)(
  `a real etcd answers as the record says${NEEDS_ETCD}`,
  async () => {
    const real = await RealEtcd.start('--experimental-watch-progress-notify-interval=2s');
    try {
      const server = new HttpServer(real.url);
      expectAllToHold(await replay(readRecord(), server, { isExact: false }));
    } finally {
      await real.stop();
    }
  },
  60_000,
);

function expectAllToHold(checks: readonly Check[]): void {
  expect(checks).toHaveLength(213);
  for (const { seq, name, expected, actual } of checks) {
    // As text, for the order of members counts too.
    if (JSON.stringify(actual) === JSON.stringify(expected)) continue;
    expect.soft(actual, `${seq} ${name}`).toEqual(expected);
    expect.soft(JSON.stringify(actual), `${seq} ${name}`).toBe(JSON.stringify(expected));
  }
}
