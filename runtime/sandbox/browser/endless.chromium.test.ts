import { afterEach, beforeEach, expect, test } from 'vitest';
import { HELLO, handler } from '../../../test/contract/fixtures.ts';
import { Lab } from '../../../test/contract/lab.ts';
import type { Files } from '../../compile/index.ts';
import { createBrowserSandbox } from './index.ts';
import { ENGINE, type Engine } from './worker/engine.ts';

/** Code that never comes back to its event loop: only its silence tells of it. */

const lab = new Lab(createBrowserSandbox);
beforeEach(() => lab.open());
afterEach(() => lab.close());

const BACKTRACKS = "/^(a+)+$/.test('a'.repeat(64) + 'b')";

const LOOPS: Readonly<Record<string, string>> = {
  'a loop': 'for (;;);',
  'promises that settle one after another':
    'const on = (): Promise<void> => Promise.resolve().then(on); void on();',
  'an async function that awaits itself':
    'const on = async (): Promise<void> => { await null; return on(); }; void on();',
  nextTick: 'const on = () => process.nextTick(on); on();',
  // Again and again, for some engines end one: see the last test.
  'regular expressions that backtrack': `for (;;) try { ${BACKTRACKS}; } catch {}`,
};

/** They keep ever more until each has some 100 MB, and go on from there: the machine is shared. */
const GROWTHS: Readonly<Record<string, string>> = {
  'a list': 'const a: unknown[] = []; for (let i = 0; ; i++) a[i % 1e6] = { i, list: [i, i, i] };',
  'a map': 'const m = new Map(); for (let i = 0; ; i++) m.set(i % 1e6, { i });',
  closures:
    'const a: unknown[] = []; for (let i = 0; ; i++) { const data = [i, i, i, i]; a[i % 1e6] = () => data; }',
  promises:
    'const a: unknown[] = []; const on = async (i: number): Promise<void> => { a[i % 1e6] = Promise.resolve({ i }); await a[i % 1e6]; return on(i + 1); }; void on(0);',
};

/** Each as a service of its own, that begins when it is asked. */
function services(kinds: Readonly<Record<string, string>>): Files {
  const files = Object.values(kinds).map((code, at) => [
    `endless${at}/server.ts`,
    handler(`  if (request.url === '/') return response.end('still here');\n  ${code}`),
  ]);
  return { 'hello/server.ts': HELLO, ...Object.fromEntries(files) };
}

test.each([
  ['never ends', LOOPS],
  ['grows without end', GROWTHS],
])(
  'whatever %s in a callback ends its own instance, which can be started again; the others go on',
  async (_what, kinds) => {
    await lab.sync(services(kinds));
    const hello = await lab.start();
    await Promise.all(
      Object.keys(kinds).map(async (_kind, at) => {
        const spec = { service: `endless${at}`, entry: `endless${at}/server.ts` };
        const instance = await lab.start(spec);
        const answer = lab.text(instance, '/begin').catch((error: { code: string }) => error.code);
        expect(await instance.exited).toEqual({ by: 'signal', signal: 'SIGKILL' });
        expect(await answer).toBe('ECONNRESET');
        expect(await lab.text(hello)).toBe('Hello, world');
        const reached = await lab.event('limit-reached', (event) => event.instance === instance.id);
        expect(reached.limit).toBe('silence');
        expect(reached.message).toMatch(/did not come back to its event loop for 5 s.*memory/);
      }),
    );
    const again = await lab.start({ service: 'endless0', entry: 'endless0/server.ts' });
    expect(await lab.text(again)).toBe('still here');
  },
);

/** What comes of one that backtracks, unless its instance has been ended before, as V8's always is. */
const ENDED_BY: Readonly<
  Record<Exclude<Engine, 'v8'>, { readonly answer: string; readonly says: RegExp }>
> = {
  spidermonkey: { answer: 'InternalError', says: /regular expression .* throws "InternalError/ },
  javascriptcore: { answer: 'false', says: /regular expression .* gives up/ },
};

if (ENGINE !== 'v8') {
  const { answer, says } = ENDED_BY[ENGINE];
  test('a regular expression that backtracks is ended by the engine, as the limits say', async () => {
    const hello = await lab.run(
      handler(`  try { response.end(String(${BACKTRACKS})); }
  catch (error) { response.end((error as Error).name); }`),
    );
    const answered = await lab.text(hello).catch((error: { code: string }) => error.code);
    expect([answer, 'ECONNRESET']).toContain(answered);
    expect(lab.sandbox.info.limits).toContainEqual(expect.stringMatching(says));
  });
}
