import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isEtcdInstalled, NEEDS_ETCD, RealEtcd } from '../support/real-etcd.ts';
import { serveOurs } from '../support/serve-ours.ts';
import { program } from './program.ts';

/** What the program was answered by etcd 3.4.23. */
const RECORDED = JSON.parse(readFileSync(join(import.meta.dirname, 'etcd-3.4.23.json'), 'utf8'));

test('a program that uses npm’s etcd3 is answered by ours as it was by etcd 3.4.23', async () => {
  const ours = await serveOurs();
  try {
    expect(await program(ours.url)).toEqual(RECORDED);
  } finally {
    await ours.stop();
  }
});

test.skipIf(!isEtcdInstalled)(`a real etcd still answers it so${NEEDS_ETCD}`, async () => {
  const real = await RealEtcd.start();
  try {
    expect(await program(real.url)).toEqual(RECORDED);
  } finally {
    await real.stop();
  }
});
