import { expect, test } from 'vitest';
import { fc, IS_LONG } from '../../../support/properties.ts';
import { HttpServer } from '../support/http-server.ts';
import { OurServer } from '../support/our-server.ts';
import { isEtcdInstalled, NEEDS_ETCD, RealEtcd } from '../support/real-etcd.ts';
import { operations } from './operation.ts';
import { Subject } from './subject.ts';

const OPERATIONS = IS_LONG ? 10_000 : 600;
const MOST_OF_A_RUN = 60;
/** A run has at least half as many as it may have. */
const RUNS = Math.ceil(OPERATIONS / (MOST_OF_A_RUN / 2));

test.skipIf(!isEtcdInstalled)(
  `whatever a client does, ours and a real etcd answer the same (${OPERATIONS} operations)${NEEDS_ETCD}`,
  async () => {
    const real = await RealEtcd.start();
    const ours = await OurServer.start();
    const subjects = [new Subject(ours), new Subject(new HttpServer(real.url))] as const;
    try {
      const property = fc.asyncProperty(operations(MOST_OF_A_RUN), async (run) => {
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
