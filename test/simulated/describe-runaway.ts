import { describe, expect, test } from 'vitest';
import type { MakeSandbox } from '../contract/lab.ts';
import { useSandbox } from '../contract/lab.ts';

/** A server, and what the body does when it is asked for `/run`, from line 6 on. */
const when = (body: string) => `import { createServer } from 'node:http';
createServer((request, response) => {
  if (request.url === '/run') run();
  response.end('done');
}).listen(Number(process.env.PORT));
${body}
`;

/** Programs that run on without end, each with the line at which that can be seen. */
const RUNAWAYS: readonly (readonly [what: string, body: string, line: number])[] = [
  ['a loop', 'function run() {\n  for (;;);\n}', 7],
  [
    'a loop that catches what is thrown',
    'function run() {\n  for (;;) try { for (;;); } catch {}\n}',
    7,
  ],
  [
    'a loop in a finally',
    'function run() {\n  try { for (;;); }\n  finally { while (true) {} }\n}',
    7,
  ],
  [
    'calls that call each other',
    'const f = (n) => (n < 0 ? 0 : f(n - 1) + f(n - 1));\nconst run = () => f(60);',
    6,
  ],
  ['promises that begin each other', 'const run = () => Promise.resolve().then(run, run);', 6],
  ['an asynchronous function', 'async function run() { await null; run(); }', 6],
  [
    'a loop of awaits',
    'async function run() {\n  for (;;) {\n    try { await null; } catch {}\n  }\n}',
    7,
  ],
  ['ticks that ask for ticks', 'function run() { process.nextTick(run); }', 6],
  ['microtasks', 'const run = () => queueMicrotask(run);', 6],
  [
    'a listener for what is not caught',
    "process.on('uncaughtException', () => process.nextTick(run)); function run() { throw new Error('again'); }",
    6,
  ],
  [
    'a generator',
    'function* all() {\n  for (;;) yield 1;\n}\nconst run = () => { for (const one of all()); };',
    9,
  ],
  [
    'a getter',
    'const o = { get x() { return Promise.resolve(o.x2); },\n  get x2() { do { } while (1); } };\nconst run = () => o.x;',
    7,
  ],
  [
    'arrays without end',
    'const kept = [];\nfunction run() { for (;;) kept.push(new Array(1e6)); }',
    7,
  ],
  [
    'text without end',
    'let text = "";\nfunction run() { while (true) text = "x".repeat(1e6); }',
    7,
  ],
  [
    'buffers without end',
    'const kept = [];\nfunction run() { for (;;) kept.push(Buffer.alloc(1e6)); }',
    7,
  ],
];

/** Programs that come back to the event loop each time, with ever more for it to do. */
const MULTIPLYING: readonly (readonly [what: string, body: string, line: number])[] = [
  ['timers', 'function run() {\n  setTimeout(run, 1);\n  setTimeout(run, 1);\n}', 6],
  ['turns', 'function run() {\n  setImmediate(run);\n  setImmediate(run);\n}', 6],
  [
    'turns, asked for in one call without end',
    'function run() {\n  setImmediate(run);\n  process.nextTick(run);\n}',
    6,
  ],
];

/** Few steps, for these tests are about what happens when there are none left. */
export const MAX_STEPS = 2_000_000;

/** What becomes of code that runs on without end. The sandbox allows MAX_STEPS. */
export function describeRunaway(name: string, make: MakeSandbox): void {
  describe(name, () => {
    const lab = useSandbox(make);

    test.each(RUNAWAYS)('%s ends its instance, and the line is named', async (_, body, line) => {
      const other = await lab.run(when(''), { service: 'other' });
      const hello = await lab.run(when(body));
      await lab.fetch(hello, '/run').catch(() => undefined);
      expect(await hello.exited).toEqual({ by: 'signal', signal: 'SIGKILL' });
      const [event] = lab.events('limit-reached');
      expect(event).toMatchObject({ instance: 'hello-1', limit: 'steps' });
      expect(event?.message).toContain(
        `hello-1 was ended: it ran on without end, at last in hello/server.ts, line ${line}.`,
      );
      expect(await lab.text(other)).toBe('done');
    });

    test.each(MULTIPLYING)(
      '%s that set ever more end their instance, and the line is named',
      async (_, body, line) => {
        const other = await lab.run(when(''), { service: 'other' });
        const hello = await lab.run(when(body));
        await lab.fetch(hello, '/run').catch(() => undefined);
        expect(await hello.exited).toEqual({ by: 'signal', signal: 'SIGKILL' });
        expect(lab.events('limit-reached')).toMatchObject([
          {
            instance: 'hello-1',
            limit: 'waiting',
            message: expect.stringContaining(
              `it waited for more than 5000 timers and turns of its event loop at once, at last in hello/server.ts, line ${line}.`,
            ),
          },
        ]);
        expect(await lab.text(other)).toBe('done');
      },
    );

    test('what is made little by little ends its instance too, with its line', async () => {
      // Text, for engines make that of its parts: it takes no memory here.
      const hello = await lab.run(
        when('const kept = [];\nconst run = () => kept.push("x".repeat(2 ** 22));'),
      );
      for (let asked = 0; asked < 128; asked++) await lab.fetch(hello, '/run');
      expect(lab.events('limit-reached')).toEqual([]);
      await lab.fetch(hello, '/run').catch(() => undefined);
      expect(await hello.exited).toEqual({ by: 'signal', signal: 'SIGKILL' });
      expect(lab.events('limit-reached')[0]).toMatchObject({
        instance: 'hello-1',
        limit: 'memory',
        message: expect.stringContaining(
          'came to more than 536870912 bytes, elements and characters, at last in hello/server.ts, line 7.',
        ),
      });
    });

    test('one that never comes to listen is refused with the line', async () => {
      await lab.sync('const n = 1;\nwhile (n > 0) ;\n');
      const error = await lab.startError();
      expect(error.code).toBe('limit-reached');
      expect(error.message).toContain('hello/server.ts, line 2.');
    });

    test('calls within calls without end are a RangeError that can be caught', async () => {
      const deep =
        'const run = () => { try { down(); } catch (error) { console.log(error.name); } };';
      const hello = await lab.run(when(`${deep}\nfunction down() { down(); }`));
      expect(await lab.text(hello, '/run')).toBe('done');
      expect(lab.printed('hello-1', 'stdout')).toBe('RangeError\n');
    });

    test('what is too large at once is a RangeError', async () => {
      const hello = await lab.run(when('const run = () => Buffer.alloc(2 ** 30);'));
      await lab.fetch(hello, '/run').catch(() => undefined);
      expect(await hello.exited).toEqual({ by: 'code', code: 1 });
      expect(lab.printed('hello-1', 'stderr')).toContain('RangeError: 1073741824 elements at once');
    });

    test('long work that comes back to the event loop goes on', async () => {
      const body = `import { setImmediate } from 'node:timers/promises';
async function run() {
  let sum = 0;
  for (let part = 0; part < 5; part++) {
    for (let n = 0; n < ${MAX_STEPS / 2}; n++) sum += n;
    await setImmediate();
  }
  console.log(sum);
}`;
      const hello = await lab.run(when(body));
      await lab.fetch(hello, '/run');
      await lab.untilPrinted(
        'hello-1',
        'stdout',
        String((5 * (MAX_STEPS / 2 - 1) * MAX_STEPS) / 4),
      );
      expect(lab.events('limit-reached')).toEqual([]);
    });

    test('its counter cannot be found by the names that it goes by', async () => {
      const body = `function run() {
  for (const name of ['$$steps', '$$over', '$$$steps']) {
    try { console.log(name in globalThis); } catch {}
  }
  try { \\u0024\\u0024steps.left = Infinity; } catch (error) { console.log(error.message); }
}`;
      const hello = await lab.run(when(body));
      await lab.fetch(hello, '/run');
      expect(lab.printed('hello-1', 'stdout')).toBe(
        'false\nfalse\nfalse\n$$steps is not defined\n',
      );
    });

    test('an error is thrown at the places that the learner wrote, whatever is counted', async () => {
      const body = `const run = () => { for (const x of [1]) if (x ** 2 > 0) [2].map((y) => y ** x).forEach(() => { throw new Error('here'); }); };`;
      await lab.run(when(body)).then((hello) => lab.fetch(hello, '/run').catch(() => undefined));
      const column = body.indexOf('new Error') + 1;
      const called = body.indexOf('forEach') + 1;
      expect(lab.printed('hello-1', 'stderr')).toContain(`server.ts:6:${column}`);
      expect(lab.printed('hello-1', 'stderr')).toContain(`server.ts:6:${called}`);
    });
  });
}
