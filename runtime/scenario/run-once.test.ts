import { beforeEach, expect, test } from 'vitest';
import { createRandom } from '../network/index.ts';
import { NOTHING_OUTSIDE } from '../sandbox/index.ts';
import { createSimulatedSandbox, QUIET_SCHEDULE } from '../sandbox/simulated/index.ts';
import { nodeRealm } from '../sandbox/simulated/node.ts';
import { expectThat, scenario } from './index.ts';
import { createLab } from './lab.ts';
import { runOnce } from './run-once.ts';

let sandbox: ReturnType<typeof createSimulatedSandbox>;
beforeEach(async () => {
  sandbox = createSimulatedSandbox({ schedule: QUIET_SCHEDULE, realm: await nodeRealm() });
});

const calm = () => {};
const outside = NOTHING_OUTSIDE;

test('what is expected after a check was ended by its limit says nothing of the services', async () => {
  const limit = new AbortController();
  const late = scenario('Late', async () => {
    limit.abort(new Error('time is up'));
    expectThat(false, 'It should be sold.');
    return '';
  });
  const { verdict } = await runOnce(late, sandbox, {
    step: { services: [] },
    files: {},
    seed: 1,
    schedule: null,
    signal: new AbortController().signal,
    limit: { ms: 1000, signal: limit.signal },
    onProgress: () => {},
    outside,
    calm,
  });
  expect(verdict).toMatchObject({
    outcome: 'inconclusive',
    sentence: 'The check was not done after 1 s.',
  });
});

test('a lab whose run has been ended answers nobody, not even with an error', async () => {
  const run = new AbortController();
  await sandbox.boot({ signal: run.signal, timeoutMs: 1000, onStage: () => {} });
  const random = createRandom(1);
  const lab = createLab({ sandbox, services: [], random, signal: run.signal, outside, calm });
  let settled = 0;
  const settle = () => {
    settled += 1;
  };
  await lab.sleep(1).then(settle);
  void lab.sleep(10).then(settle, settle);
  void lab.until('it should be sold', 1000, () => false).then(settle, settle);
  run.abort();
  await sandbox.dispose();
  await new Promise((resolve) => setImmediate(resolve));
  expect(settled).toBe(1);
});
