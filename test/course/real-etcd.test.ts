import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NOTHING_OUTSIDE } from '../../runtime/sandbox/index.ts';
import { createNodeSandbox } from '../../runtime/sandbox/node/index.ts';
import { runCheck } from '../../runtime/scenario/index.ts';
import { isEtcdInstalled, NEEDS_ETCD, RealEtcd } from '../registry/etcd/support/real-etcd.ts';
import { checkedSteps } from './steps.ts';
import { PATIENCE_LIMIT_MS, withPatience } from './with-patience.ts';

/** Steps, and what their start is told. */
const STEPS = new Map([
  ['4.2', 'was killed, and its lease has 2 s'],
  ['4.3', 'was paid and is lost'],
]);

const proved = (await checkedSteps()).filter(({ step }) => STEPS.has(step.id));

/** They mostly wait, so they wait together: on one server, which they must share without harm. */
const NAME = `The course with a real etcd${NEEDS_ETCD}`;
describe.concurrent(NAME, { timeout: PATIENCE_LIMIT_MS }, () => {
  let etcd: RealEtcd;
  beforeAll(async () => {
    if (isEtcdInstalled) etcd = await RealEtcd.start();
  });
  afterAll(() => etcd?.stop());

  const verdictOn = ({ step, check }: (typeof proved)[number], files: Record<string, string>) =>
    runCheck(check, {
      sandbox: createNodeSandbox,
      step,
      files,
      seed: 1,
      outside: { ...NOTHING_OUTSIDE, ETCDCTL_ENDPOINTS: etcd.url },
      signal: AbortSignal.timeout(90_000),
      onProgress: () => {},
    });

  for (const each of proved) {
    const { id, start, solution } = each.step;
    test.skipIf(!isEtcdInstalled)(`${id} solution passes, unchanged`, async ({ expect }) => {
      await withPatience(async () => {
        expect(await verdictOn(each, { ...solution })).toMatchObject({ outcome: 'passed' });
      });
    });
    test.skipIf(!isEtcdInstalled)(`${id} start fails there too`, async ({ expect }) => {
      const sentence = expect.stringContaining(STEPS.get(id) ?? '?');
      await withPatience(async () => {
        expect(await verdictOn(each, { ...start })).toMatchObject({ outcome: 'failed', sentence });
      });
    });
  }

  test.skipIf(!isEtcdInstalled)('it was asked for the locks', async ({ expect }) => {
    const [key, range_end] = ['locks/', 'locks0'].map(btoa);
    const body = JSON.stringify({ key, range_end });
    await expect
      .poll(async () => (await fetch(`${etcd.url}/v3/kv/range`, { method: 'POST', body })).text())
      .toContain('create_revision');
  });

  test('both steps are there', () => {
    expect(proved.map(({ step }) => step.id)).toEqual([...STEPS.keys()]);
  });
});
