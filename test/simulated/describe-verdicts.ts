import { beforeAll, describe, expect, test } from 'vitest';
import type { Realm } from '../../runtime/sandbox/simulated/index.ts';
import { expectReply, expectThat, scenario } from '../../runtime/scenario/index.ts';
import { checkInSimulator } from '../../runtime/scenario/simulate.ts';
import type { Verdict } from '../../runtime/scenario/verdict.ts';
import { ATTEMPTS } from './attempts.ts';

const counts = scenario('Counting', { schedules: 3 }, async (lab) => {
  const one = await lab.start('counter');
  const replies = [];
  for (let add = 0; add < 2; add++) replies.push(await lab.attempt(one, 'POST /'));
  expectThat(
    replies.every(({ status }) => status === 200),
    'Every POST should be answered.',
  );
  const reply = await lab.request(one, 'GET /');
  expectReply(reply).hasStatus(200).hasText('2');
  return `${[1, 2].map((each) => each * 2).join()} counted.`;
});

/** What each attempt is to come to: nothing. The service counts wrong, and it is seen. */
const WRONG = 'GET / should answer "2", but answered "1".';

const counter = (add: string, attempt: string, onRequest = '') => `
import { createServer } from 'node:http';
import { EventEmitter } from 'node:events';
import * as http from 'node:http';
import * as util from 'node:util';
let count = 0;
const attempt = async (request, response, server) => {
${attempt}
};
const server = createServer((request, response) => {
  ${onRequest}
  if (request.method === 'POST') { ${add}; response.end(); }
  else response.end(String(count));
});
await attempt(null, null, server).catch((error) => console.log(String(error?.name)));
server.listen(Number(process.env.PORT));
`;

const ON_REQUEST = `attempt(request, response, server).catch(() => {});`;

/** What a service does to its verdict: nothing, whatever it tries. */
export function describeVerdicts(name: string, realmOf: () => Realm | Promise<Realm>): void {
  describe(name, () => {
    let realm: Realm;
    beforeAll(async () => {
      realm = await realmOf();
    });

    const verdictOn = (code: string): Promise<Verdict> =>
      checkInSimulator(counts, {
        realm,
        step: { services: [{ name: 'counter', entry: 'counter.ts', port: 8080 }] },
        files: { 'counter.ts': code },
        signal: new AbortController().signal,
        onProgress: () => {},
      });

    test('is passed by a service that counts right', async () => {
      expect(await verdictOn(counter('count += 1', ''))).toEqual({
        outcome: 'passed',
        sentence: '2,4 counted.',
        schedules: 3,
      });
    });

    test.each(ATTEMPTS)('is the same when a service tries %s', async (_what, attempt) => {
      const wrong = 'count = 1';
      for (const code of [counter(wrong, attempt), counter(wrong, attempt, ON_REQUEST)]) {
        expect(await verdictOn(code)).toMatchObject({ outcome: 'failed', sentence: WRONG });
      }
      expect(await verdictOn(counter('count += 1', ''))).toMatchObject({ outcome: 'passed' });
    });

    test('finds nothing of the judge in all that it can reach', async () => {
      const verdict = await verdictOn(
        counter('count = 1', `${WALK}\nif (found.length > 0) count = found.join();`, ON_REQUEST),
      );
      expect(verdict).toMatchObject({ outcome: 'failed', sentence: WRONG });
    });

    test('would be found if it could be reached', async () => {
      const verdict = await verdictOn(
        counter(
          '0',
          `class Agenda {}\nglobalThis.planted = { deep: [new Agenda()] };\n${WALK}\ncount = found.join();`,
        ),
      );
      expect(verdict).toMatchObject({
        outcome: 'failed',
        sentence: 'GET / should answer "2", but answered "Agenda".',
      });
    });

    test('an error with getters for members is its own, and its instance ends', async () => {
      const verdict = await verdictOn(
        counter(
          `setTimeout(() => { throw { get stack() { return { outcome: 'passed' }; }, get message() { throw 1; }, then() {}, toString() { throw 2; } }; })`,
          '',
        ),
      );
      expect(verdict.outcome).toBe('failed');
    });
  });
}

/** Goes through all that can be reached, getters included, for what is of the judge by its name. */
const WALK = `
// Getters of prototypes reject.
process.on('unhandledRejection', () => {});
const OF_THE_JUDGE = new Set(['Realm', 'Agenda', 'Driver', 'Machine', 'Conductor', 'Tamed', 'Steps', 'Switch',
  'MemoryLedger', 'SimulatedLedger', 'SimulatedSandbox', 'SimulatedProcess', 'SimulatedInstance', 'Network',
  'ProcessTimers', 'DurableVolume', 'LearnerEnd', 'ExpectationFailed', 'Planner', 'Turn', 'Inbox']);
const found = [];
const seen = new Set();
const pending = [globalThis, process, http, util, EventEmitter, server, request, response, attempt,
  setTimeout(() => {}, 1), new Error('x'), fetch('http://localhost:1').catch(() => {}), new AbortController(),
  function () {}, async () => {}, function* () {}, (function* () {})(), import.meta];
while (pending.length > 0 && seen.size < 30_000) {
  const object = pending.pop();
  if (object === null || (typeof object !== 'object' && typeof object !== 'function') || seen.has(object)) continue;
  seen.add(object);
  try {
    pending.push(Object.getPrototypeOf(object));
    const name = Object.getOwnPropertyDescriptor(Object(Object.getPrototypeOf(object)), 'constructor')?.value?.name;
    if (OF_THE_JUDGE.has(name) && !found.includes(name)) found.push(name);
    if (object instanceof Map) pending.push(...object.keys(), ...object.values());
    if (object instanceof Set) pending.push(...object);
    for (const key of Reflect.ownKeys(object)) {
      const property = Object.getOwnPropertyDescriptor(object, key);
      pending.push(property.value, property.get, property.set);
      if (property.get) { try { pending.push(object[key]); } catch {} }
    }
  } catch {}
}`;
