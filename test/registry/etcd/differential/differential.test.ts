import { expect, test } from 'vitest';
import { fc, IS_LONG } from '../../../support/properties.ts';
import { HttpServer } from '../support/http-server.ts';
import { OurServer } from '../support/our-server.ts';
import { isEtcdInstalled, NEEDS_ETCD, RealEtcd } from '../support/real-etcd.ts';
import { operations } from './operation.ts';
import { Subject } from './subject.ts';

const RUNS = IS_LONG ? 250 : 15;
const OPERATIONS_A_RUN = 60;

test.skipIf(!isEtcdInstalled)(
  `whatever a client does, ours and a real etcd answer the same${NEEDS_ETCD}`,
  async () => {
    const real = await RealEtcd.start();
    const ours = await OurServer.start();
    const subjects = [new Subject(ours), new Subject(new HttpServer(real.url))] as const;
    try {
      const property = fc.asyncProperty(operations(OPERATIONS_A_RUN), async (run) => {
        await Promise.all(subjects.map((subject) => subject.reset()));
        for (const operation of run) {
          const [its, theirs] = await Promise.all(subjects.map((s) => s.carryOut(operation)));
          expect(its).toEqual(theirs);
        }
        const told = await subjects[0].told([]);
        expect(told).toEqual(await subjects[1].told(told.map(({ length }) => length)));
      });
      await fc.assert(property, { numRuns: RUNS });
    } finally {
      for (const subject of subjects) subject.close();
      ours.etcd.close();
      await real.stop();
    }
  },
);
