import { beforeAll, describe, expect, test } from 'vitest';
import type { Realm } from '../../sandbox/simulated/index.ts';
import { nodeRealm } from '../../sandbox/simulated/node.ts';
import { expectThat, type Scenario, scenario } from '../index.ts';
import { checkInSimulator, replay, type SimulateOptions } from '../simulate.ts';

/** Hundreds of schedules, on a machine that is busy with other tests. */
let realm: Realm;
beforeAll(async () => {
  realm = await nodeRealm();
});

const { signal } = new AbortController();
const step = { services: [{ name: 'till', entry: 'till.ts', port: 8080 }] };

const options = (code: string): SimulateOptions => ({
  realm,
  step,
  files: { 'till.ts': code },
  signal,
  onProgress: () => {},
});

/** Counts sales; how it reads and writes the sum is the code given. */
const till = (sell: string) => `import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { open } from 'node:fs/promises';
import { appendFileSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

let sum = existsSync('sum') ? Number(readFileSync('sum', 'utf8')) : 0;

createServer(async (request, response) => {
  if (request.method === 'POST') {
${sell}
  }
  response.end(String(sum));
}).listen(Number(process.env.PORT));
`;

const RACY = till(`    const before = sum;
    await sleep(Math.random() < 0.5 ? 1 : 3);
    sum = before + 1;`);
const CAREFUL = till('    sum += 1;');

const counts: Scenario = scenario('Counting sales', { schedules: 50 }, async (lab) => {
  const one = await lab.start('till');
  const sales = Array.from({ length: 2 }, async (_, index) => {
    await lab.sleep(index * 8);
    await lab.request(one, 'POST /');
  });
  await Promise.all(sales);
  const { text } = await lab.request(one, 'GET /');
  expectThat(text === '2', `2 sales should make 2, but make ${text}.`);
  return '2 sales counted.';
});

test('code that holds in every schedule passes, and the verdict says in how many', async () => {
  expect(await checkInSimulator(counts, options(CAREFUL))).toEqual({
    outcome: 'passed',
    sentence: '2 sales counted.',
    schedules: 50,
  });
});

test('a race that the simplest schedule does not show is found, with a token that shows it again', async () => {
  const verdict = await checkInSimulator(counts, options(RACY));
  expect(verdict).toMatchObject({
    outcome: 'failed',
    sentence: '2 sales should make 2, but make 1.',
  });
  if (verdict.outcome !== 'failed' || verdict.schedule === null) return expect.unreachable();
  const quiet = await replay(counts, '0-q', options(RACY));
  expect(quiet.verdict.outcome).toBe('passed');
  expect(quiet.run.at(-1)?.type).toBe('response');
  const { verdict: again } = await replay(counts, verdict.schedule, options(RACY));
  expect(again).toEqual(verdict);
});

test('the same files get the same verdict every time', async () => {
  const [first, second] = [
    await checkInSimulator(counts, options(RACY)),
    await checkInSimulator(counts, options(RACY)),
  ];
  expect(second).toEqual(first);
});

describe('what a scenario allows', () => {
  const JOURNAL_LATE = till(`    sum += 1;
    response.write('sold ');
    await sleep(1);
    writeFileSync('sum', String(sum));`);
  const JOURNAL_FIRST = till(`    const file = openSync('sum.new', 'w');
    writeFileSync(file, String(sum + 1));
    fsyncSync(file);
    renameSync('sum.new', 'sum');
    fsyncSync(openSync('.', 'r'));
    sum += 1;`);
  const JOURNAL_UNSYNCED = till(`    writeFileSync('sum.new', String(sum + 1));
    renameSync('sum.new', 'sum');
    sum += 1;`);

  const JOURNAL_PROMISED = (synced: 'await' | 'void') =>
    till(`    const file = await open('sum', sum === 0 ? 'w' : 'r+');
    await file.write(String(sum + 1), 0);
    ${synced} file.sync();
    sum += 1;`);

  /** Whatever was sold is there after a crash. */
  const survives = (allowed: Parameters<typeof scenario>[1] & object): Scenario =>
    scenario('Keeping sales', { schedules: 120, ...allowed }, async (lab) => {
      const one = await lab.start('till');
      lab.keepUp(one, 100);
      const address = one.addresses[0] ?? { port: 0 };
      let sold = 0;
      for (let sale = 0; sale < 3; sale++) {
        const reply = await lab.attempt(address, 'POST /');
        if (reply.status === 200) sold += 1;
        await lab.sleep(400);
      }
      lab.calm();
      await lab.sleep(500);
      const { text } = await lab.request(address, 'GET /');
      expectThat(Number(text) >= sold, `${sold} sales were answered, but ${text} are kept.`);
      return `${sold} sales kept.`;
    });
  const crashes = survives({ allowed: { crashes: { of: ['till'] } } });
  const powerLosses = survives({ allowed: { powerLosses: { of: ['till'] } } });

  test('a crash between the answer and the write is found, and only that is left of the schedule', async () => {
    const verdict = await checkInSimulator(crashes, options(JOURNAL_LATE));
    expect(verdict.outcome).toBe('failed');
    expect(verdict.sentence).toMatch(/^\d sales were answered, but \d are kept\.$/);
    expect(verdict).toMatchObject({ schedule: expect.stringMatching(/^\d+(-q)?-c\d+$/) });
    if (verdict.outcome === 'failed') {
      expect(verdict.run.filter(({ type }) => type === 'crash-point')).toHaveLength(1);
    }
    const asFound = await checkInSimulator(crashes, {
      ...options(JOURNAL_LATE),
      simplify: false,
    });
    expect(asFound).toMatchObject({ outcome: 'failed', schedule: expect.stringMatching(/-c\d+-/) });
  });

  test('code that writes first survives a crash at every point', async () => {
    expect(await checkInSimulator(crashes, options(JOURNAL_FIRST))).toMatchObject({
      outcome: 'passed',
    });
    expect(await checkInSimulator(crashes, options(JOURNAL_UNSYNCED))).toMatchObject({
      outcome: 'passed',
    });
  });

  test('a write without an fsync does not survive a loss of power', async () => {
    const verdict = await checkInSimulator(powerLosses, options(JOURNAL_UNSYNCED));
    expect(verdict).toMatchObject({
      outcome: 'failed',
      schedule: expect.stringMatching(/-w\d+$/),
    });
    expect(await checkInSimulator(powerLosses, options(JOURNAL_FIRST))).toMatchObject({
      outcome: 'passed',
    });
  });

  test('an answer that does not wait for the fsync is found, one that waits is not', async () => {
    const verdict = await checkInSimulator(powerLosses, options(JOURNAL_PROMISED('void')));
    expect(verdict).toMatchObject({
      outcome: 'failed',
      sentence: expect.stringMatching(/^\d sales were answered, but \d are kept\.$/),
      schedule: expect.stringMatching(/-w\d+$/),
    });
    expect(await checkInSimulator(powerLosses, options(JOURNAL_PROMISED('await')))).toMatchObject({
      outcome: 'passed',
    });
  });

  test('a loss of power that did no more than a crash would is told as a crash', async () => {
    expect(await checkInSimulator(powerLosses, options(CAREFUL))).toMatchObject({
      outcome: 'failed',
      schedule: expect.stringMatching(/-c\d+$/),
    });
  });

  test('a first start is left alone, and one that crashes as it starts again is started once more', async () => {
    const writesFirst = `import { appendFileSync as note } from 'node:fs';\nnote('starts', 'x');\n${JOURNAL_FIRST}`;
    const firstOf = async (instance: string, token: string) => {
      const { moments } = await replay(crashes, token, options(writesFirst));
      const at = moments.findIndex(({ party }) => party.name === instance);
      return { at, action: moments[at]?.moment.action };
    };
    const serving = await firstOf('till-1', '0-q');
    expect(serving.action).toBe('request-received');
    const starting = await firstOf('till-2', `0-q-c${serving.at}`);
    expect(starting.action).toBe('append');
    const twice = `0-q-c${serving.at}-c${starting.at}`;
    const { run, verdict } = await replay(crashes, twice, options(writesFirst));
    expect(run.map(({ type }) => type)).toContain('start-failed');
    expect(verdict.outcome).toBe('passed');
  });

  test('a reply that is lost is found where losses are allowed', async () => {
    const once = scenario(
      'Selling once',
      {
        schedules: 60,
        allowed: { losses: { of: ['learner'], kinds: ['duplicate'] } },
      },
      async (lab) => {
        const one = await lab.start('till');
        await lab.attempt(one, 'POST /');
        await lab.sleep(100);
        const { text } = await lab.request(one, 'GET /');
        expectThat(text === '1', `1 sale should make 1, but makes ${text}.`);
        return '1 sale.';
      },
    );
    expect(await checkInSimulator(once, options(CAREFUL))).toMatchObject({
      outcome: 'failed',
      sentence: '1 sale should make 1, but makes 2.',
      schedule: expect.stringMatching(/-d\d+$/),
    });
  });
});

test('a disturbance strikes nobody whom the scenario does not allow it to', async () => {
  const scenario: Scenario = {
    ...counts,
    allowed: { ...counts.allowed, crashes: { of: ['other'] } },
  };
  const { moments } = await replay(counts, '0-q', options(CAREFUL));
  const receives = moments.findIndex(({ party }) => party.service === 'till');
  const crash = `0-q-c${receives}`;
  const { verdict, run } = await replay(scenario, crash, options(CAREFUL));
  expect(verdict.outcome).toBe('passed');
  expect(run.some(({ type }) => type === 'crash-point')).toBe(false);
});

test('code that never answers fails on the virtual clock, at once', async () => {
  const silent = `import { createServer } from 'node:http';
createServer(() => {}).listen(Number(process.env.PORT));`;
  const verdict = await checkInSimulator(counts, options(silent));
  expect(verdict).toMatchObject({
    outcome: 'failed',
    sentence: 'POST / should be answered, but till-1 gave no answer within 5 s.',
  });
});

test('a token that names no schedule is refused in words', async () => {
  await expect(replay(counts, 'x', options(CAREFUL))).rejects.toThrow('names no schedule');
});
