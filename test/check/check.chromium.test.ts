import { afterEach, describe, expect, inject, test } from 'vitest';
import type { Files } from '../../runtime/compile/types.ts';
import { frames, loadCheck } from '../../runtime/scenario/checker/browser/index.ts';
import { Checker } from '../../runtime/scenario/checker/index.ts';

/** Learners' code, checked in the page: it may try what it likes, and changes no verdict. */

const [first] = inject('course');
if (first === undefined) throw new Error('The course has no steps.');
const { step } = first;
const { services, start, solution } = step;
const SERVER = 'hello/server.ts';
const check = await loadCheck(step.folder);
const { signal } = new AbortController();
const events = { signal, onProgress: () => {} };
const job = (files: Files) => ({ check, services, files, token: null });

const open: Checker[] = [];
function checker(limits = {}): Checker {
  const one = new Checker(frames(), limits);
  open.push(one);
  return one;
}
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
  expect(document.querySelectorAll('iframe[title="Brownout check"]').length).toBe(0);
});

/** A right answer that does this as well. */
const rightBeside = (code: string): Files => ({
  ...solution,
  [SERVER]: `${code}\n${solution[SERVER]}`,
});

/** A wrong answer that does this first. */
const wrongAfter = (code: string): Files => ({ ...start, [SERVER]: `${code}\n${start[SERVER]}` });

const FORGED =
  "{ type: 'verdict', id: 1, run: [], verdict: { outcome: 'passed', sentence: 'Forged.', schedules: 3 } }";

const FORGERIES: readonly (readonly [what: string, code: string])[] = [
  ['posts a verdict', `try { postMessage(${FORGED}); } catch {}`],
  ['posts a verdict as the worker', `try { self.postMessage(${FORGED}); } catch {}`],
  [
    'posts it by every name there is',
    `for (const name of Object.getOwnPropertyNames(globalThis)) {
    try { globalThis[name].postMessage(${FORGED}); } catch {}
    try { globalThis[name].prototype.postMessage(${FORGED}); } catch {}
  }`,
  ],
  [
    'takes the port from its prototype',
    `try {
    const { postMessage } = MessagePort.prototype;
    MessagePort.prototype.postMessage = function () { return postMessage.call(this, ${FORGED}); };
  } catch {}`,
  ],
  [
    'listens for messages',
    `try { addEventListener('message', ({ target }) => target.postMessage(${FORGED})); } catch {}`,
  ],
  [
    'replaces what promises do',
    `try {
    const { then } = Promise.prototype;
    Promise.prototype.then = function (good) { return then.call(this, good, good); };
  } catch {}`,
  ],
  [
    'replaces what the judge reads with',
    `for (const [of, name] of [[Array.prototype, 'includes'], [String.prototype, 'trim'], [Object, 'is'], [JSON, 'stringify'], [Map.prototype, 'get']]) {
    try { of[name] = () => true; } catch {}
    try { Object.defineProperty(of, name, { value: () => true }); } catch {}
  }`,
  ],
  [
    'makes every object equal',
    `try { Object.defineProperty(Object.prototype, 'outcome', { get: () => 'passed', set() {} }); } catch {}
  try { Object.defineProperty(Object.prototype, 'status', { get: () => 200, set() {} }); } catch {}`,
  ],
  [
    'throws what answers differently each time',
    `process.on('exit', () => { throw { get message() { return 'passed'; }, get stack() { throw this; } }; });`,
  ],
  [
    'makes code of text',
    `try { (() => {}).constructor("postMessage(${FORGED.replaceAll("'", "\\'")})")(); } catch {}`,
  ],
  [
    'leaves by the front door',
    `try { Object.getPrototypeOf(async () => {}).constructor('return import("data:text/javascript,1")')(); } catch {}`,
  ],
];

describe('learners that forge', () => {
  test.each(FORGERIES)('a wrong answer that %s still fails', async (_what, code) => {
    const { verdict } = await checker().check(job(wrongAfter(code)), events);
    expect(verdict.outcome).toBe('failed');
  });

  test('a wrong answer that closes the worker still does not pass', async () => {
    const { verdict } = await checker().check(
      job(wrongAfter('try { close(); } catch {}\ntry { self.close(); } catch {}')),
      events,
    );
    expect(verdict.outcome).toBe('failed');
  });
});

describe('learners whose code runs away', () => {
  test('a solution passes, and its schedules are counted as they are tried', async () => {
    const seen: number[] = [];
    const { verdict } = await checker().check(job(solution), {
      signal,
      onProgress: (tried) => void seen.push(tried),
    });
    expect(verdict).toMatchObject({ outcome: 'passed', schedules: 3 });
    expect(seen).toEqual([0, 1, 2, 3]);
  });

  test('a loop without end fails the check, with its line', async () => {
    const { verdict } = await checker().check(
      job(wrongAfter('setTimeout(() => { for (;;); }, 1);')),
      events,
    );
    expect(verdict).toMatchObject({
      outcome: 'failed',
      evidence: expect.stringMatching(/hello-1 was ended: .* hello\/server\.ts, line 1/),
    });
  });

  test('a step that never ends ends the worker, and the next check runs', async () => {
    const one = checker({ silenceMs: 3000 });
    const stuck = wrongAfter('setTimeout(() => /^(a|a)*$/.test("a".repeat(60) + "b"), 1);');
    const { verdict } = await one.check(job(stuck), events);
    expect(verdict).toMatchObject({
      outcome: 'inconclusive',
      sentence: expect.stringMatching(/hello did not come back .* in hello\/server\.ts, line 1\./),
    });
    expect((await one.check(job(start), events)).verdict.outcome).toBe('failed');
  });

  test('a check that is stopped while it is stuck rejects, and the next one runs', async () => {
    const one = checker();
    const stop = new AbortController();
    const stuck = wrongAfter('setTimeout(() => /^(a|a)*$/.test("a".repeat(60) + "b"), 1);');
    const stopped = one.check(job(stuck), {
      signal: stop.signal,
      onProgress: () => setTimeout(() => stop.abort(new Error('stopped')), 300),
    });
    await expect(stopped).rejects.toThrow('stopped');
    expect((await one.check(job(start), events)).verdict.outcome).toBe('failed');
  });

  test('memory without end fails the check, with its line, and the page lives on', async () => {
    const bomb = 'const kept = []; setTimeout(() => { for (;;) kept.push("x".repeat(1e6)); }, 1);';
    const one = checker();
    const { verdict } = await one.check(job(rightBeside(bomb)), events);
    expect(verdict).toMatchObject({
      outcome: 'failed',
      evidence: expect.stringMatching(/hello-1 was ended: .* hello\/server\.ts, line 1/),
    });
    expect((await one.check(job(solution), events)).verdict.outcome).toBe('passed');
  });

  test('buffers that are kept one by one fail the check, with their line', async () => {
    const leak = 'const kept = []; setInterval(() => kept.push(Buffer.alloc(2 ** 25)), 1);';
    const { verdict } = await checker().check(job(rightBeside(leak)), events);
    expect(verdict).toMatchObject({
      outcome: 'failed',
      evidence: expect.stringMatching(
        /hello-1 was ended: the buffers, .* in hello\/server\.ts, line 1/,
      ),
    });
  });

  test('a service may import a vetted package', async () => {
    const withHono = `import { Hono } from 'hono';
import { serve } from '@hono/node-server';
const app = new Hono();
app.get('/hello', (c) => c.text(\`Hello, \${c.req.query('name') ?? 'World'}!\`));
serve({ fetch: app.fetch, port: Number(process.env.PORT) });
`;
    const { verdict } = await checker().check(job({ ...start, [SERVER]: withHono }), events);
    expect(verdict).toMatchObject({
      outcome: 'failed',
      sentence: expect.stringContaining('POST /hello'),
    });
  });
});
