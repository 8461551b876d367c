import { expect, test } from 'vitest';
import { HELLO, says } from './fixtures.ts';
import { type MakeSandbox, useSandbox } from './lab.ts';

/** What the sandbox makes of the workspace, and when. */
export function describeSync(make: MakeSandbox): void {
  const lab = useSandbox(make);

  test('running instances keep their code; new ones get the new code', async () => {
    const old = await lab.run(says('old'));
    await lab.sync(says('new'));
    const young = await lab.start();
    expect(await lab.text(old)).toBe('old');
    expect(await lab.text(young)).toBe('new');
  });

  test('running instances keep code that they have not imported yet', async () => {
    const server = `import { createServer } from 'node:http';

createServer(async (request, response) => {
  const { word } = await import('./word.ts');
  response.end(word);
}).listen(Number(process.env.PORT));
`;
    const hello = await lab.run({
      'hello/server.ts': server,
      'hello/word.ts': "export const word = 'old';\n",
    });
    await lab.sync({
      'hello/server.ts': server,
      'hello/word.ts': "export const word = 'new';\n",
    });
    expect(await lab.text(hello)).toBe('old');
  });

  test('reports what is wrong, with lines, and nothing when all is well', async () => {
    expect(await lab.sync(HELLO)).toEqual([]);
    const diagnostics = await lab.sync('const a = 1;\nconst b = (;\n');
    expect(diagnostics).toMatchObject([{ file: 'hello/server.ts', line: 2, code: 'syntax' }]);
    expect(await lab.sync(HELLO)).toEqual([]);
  });

  test('a broken file stops only the services that import it', async () => {
    const diagnostics = await lab.sync({
      'hello/server.ts': HELLO,
      'other/server.ts': 'const = 1',
    });
    expect(diagnostics).toMatchObject([{ file: 'other/server.ts' }]);
    expect(await lab.text(await lab.start())).toBe('Hello, world');
    const error = await lab.startError({ service: 'other', entry: 'other/server.ts' });
    expect(error.code).toBe('does-not-compile');
  });

  test('a file that is no longer there is gone', async () => {
    const server = `import { word } from './word.ts';\n${says('x').replace('"x"', 'word')}`;
    const word = "export const word = 'here';\n";
    expect(
      await lab.text(await lab.run({ 'hello/server.ts': server, 'hello/word.ts': word })),
    ).toBe('here');
    await lab.sync({ 'hello/server.ts': server });
    expect((await lab.startError()).code).toBe('does-not-compile');
    await lab.sync({ 'hello/word.ts': word });
    expect((await lab.startError()).code).toBe('no-such-entry');
  });

  test('records what changed and what went', async () => {
    await lab.sync({ 'hello/server.ts': HELLO, 'hello/word.ts': 'export {};\n' });
    await lab.sync({ 'hello/server.ts': says('new') });
    await lab.sync({ 'hello/server.ts': says('new') });
    expect(lab.events('synced')).toMatchObject([
      { changed: ['hello/server.ts', 'hello/word.ts'], removed: [], errors: 0 },
      { changed: ['hello/server.ts'], removed: ['hello/word.ts'], errors: 0 },
      { changed: [], removed: [], errors: 0 },
    ]);
  });
}
