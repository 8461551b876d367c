import { expect, test } from 'vitest';
import { NEEDS_ETCD, RealEtcd } from '../support/real-etcd.ts';
import { serveOurs } from '../support/serve-ours.ts';
import { Etcdctl, isEtcdctlInstalled } from './etcdctl.ts';
import { session } from './session.ts';

test.skipIf(!isEtcdctlInstalled)(
  `etcdctl says of ours, line by line, what it says of a real etcd${NEEDS_ETCD}`,
  async () => {
    const [ours, real] = await Promise.all([serveOurs(), RealEtcd.start()]);
    const etcdctls = [ours, real].map(({ url }) => new Etcdctl(url));
    try {
      await Promise.all(etcdctls.map(session));
    } finally {
      await Promise.all([...etcdctls.map((some) => some.close()), ours.stop(), real.stop()]);
    }
    const [ofOurs, ofReal] = etcdctls.map(({ transcript }) => transcript);
    expect(ofOurs).toEqual(ofReal);
    expect(ofOurs?.length).toBeGreaterThan(150);
  },
);
