import { expect, test } from 'vitest';
import { formatDiagnostic } from '../../runtime/compile/types.ts';
import type { StartError } from '../../runtime/sandbox/index.ts';
import { HELLO, says } from './fixtures.ts';
import { type MakeSandbox, placeOf, useSandbox } from './lab.ts';

/** Every way in which a service can fail to start, and what the learner is told. */
export function describeStartFailures(make: MakeSandbox): void {
  const lab = useSandbox(make);

  test('a port that another instance has: says whose it is, and that one goes on', async () => {
    const one = await lab.run(HELLO);
    const port = one.addresses[0]?.port ?? 0;
    const error = await lab.startError({ port });
    expect(error.failure).toEqual({ code: 'port-in-use', port });
    expect(error.message).toContain(`port ${port}`);
    expect(error.message).toContain('hello-1');
    expect(error.hint).not.toBe('');
    expect(await lab.text(one)).toBe('Hello, world');
  });

  test('a syntax error: says file, line, column and the source line', async () => {
    await lab.sync("import { createServer } from 'node:http';\n\nconst port = ;\n");
    const error = await lab.startError();
    const [first] = diagnosticsOf(error);
    expect(first).toMatchObject({
      file: 'hello/server.ts',
      line: 3,
      column: 14,
      code: 'syntax',
      source: 'const port = ;',
    });
    expect(error.message).toContain('hello/server.ts:3:14');
  });

  test('an import of a file that is not there: says which one was probably meant', async () => {
    await lab.sync({
      'hello/greeting.ts': 'export const greeting = 1;\n',
      'hello/server.ts': "import { greeting } from './greting.ts';\nconsole.log(greeting);\n",
    });
    const [first] = diagnosticsOf(await lab.startError());
    expect(first).toMatchObject({ file: 'hello/server.ts', line: 1, code: 'unknown-import' });
    expect(first === undefined ? '' : formatDiagnostic(first)).toMatch(
      /did you mean '\.\/greeting\.ts'/i,
    );
  });

  test('an import of a package that is not there', async () => {
    await lab.sync("import express from 'express';\nexpress();\n");
    const [first] = diagnosticsOf(await lab.startError());
    expect(first).toMatchObject({ file: 'hello/server.ts', line: 1, code: 'unknown-import' });
    expect(first?.message).toContain('express');
  });

  test('an import that a module of Node does not provide', async () => {
    await lab.sync("import { creatServer } from 'node:http';\ncreatServer();\n");
    const [first] = diagnosticsOf(await lab.startError());
    expect(first).toMatchObject({ file: 'hello/server.ts', line: 1, code: 'unknown-export' });
    expect(`${first?.message} ${first?.hint}`).toContain('createServer');
  });

  test('an entry that is not there: says which one was probably meant', async () => {
    await lab.sync(HELLO);
    const error = await lab.startError({ entry: 'hello/sever.ts' });
    expect(error.failure).toEqual({ code: 'no-such-entry', entry: 'hello/sever.ts' });
    expect(`${error.message} ${error.hint}`).toContain('hello/server.ts');
  });

  test("an exception while it loads: the stack has the learner's own lines only", async () => {
    const prices = `export function price(name: string): number {
  throw new Error('no price for ' + name);
}
`;
    const server = `import { price } from './prices.ts';

const tea: number = price('tea');
console.log(tea);
`;
    await lab.sync({ 'hello/prices.ts': prices, 'hello/server.ts': server });
    const error = await lab.startError();
    expect(error.code).toBe('threw');
    expect(error.message).toContain('no price for tea');
    expect(stackOf(error)).toContain('Error: no price for tea');
    expect(stackOf(error)).toContain(`hello/prices.ts:${placeOf(prices, 'new Error')}`);
    expect(stackOf(error)).toContain('hello/server.ts:3:');
    expect(stackOf(error)).not.toMatch(/node:internal|blob:|node_modules/);
  });

  test('a rejection that nobody handles, before it listens', async () => {
    await lab.sync("Promise.reject(new TypeError('not today'));\nsetTimeout(() => {}, 60_000);\n");
    const error = await lab.startError();
    expect(error.code).toBe('threw');
    expect(stackOf(error)).toContain('TypeError: not today');
    expect(stackOf(error)).toContain('hello/server.ts:1:');
  });

  test('an end before it listens', async () => {
    await lab.sync("console.log('nothing to do');\n");
    const error = await lab.startError();
    expect(error.failure).toEqual({ code: 'exited', exitCode: 0, signal: null });
    expect(error.message).toContain('exit code 0');
    expect(`${error.message} ${error.hint}`).toContain('listen');
  });

  test('an exit with a code before it listens', async () => {
    await lab.sync('process.exit(3);\n');
    const error = await lab.startError();
    expect(error.failure).toEqual({ code: 'exited', exitCode: 3, signal: null });
  });

  test('running without listening', async () => {
    await lab.sync('setInterval(() => {}, 1000);\n');
    const error = await lab.startError({ startTimeoutMs: 600 });
    expect(error.failure).toEqual({ code: 'not-listening', waitedMs: 600 });
    expect(error.hint).toContain('listen');
  });

  test('an endless loop before it listens', async () => {
    await lab.sync('for (;;);\n');
    const error = await lab.startError({ startTimeoutMs: 600 });
    // A kind that counts steps need not wait until the time is up.
    expect(['not-listening', 'limit-reached']).toContain(error.code);
    await lab.event('exited');
  });

  test('listening on another port than it was told', async () => {
    await lab.sync(says('here').replace('Number(process.env.PORT)', '0'));
    const error = await lab.startError();
    expect(error.failure).toMatchObject({ code: 'wrong-port', given: expect.any(Number) });
    if (error.failure.code !== 'wrong-port') return;
    expect(error.failure.listensOn).not.toBe(error.failure.given);
    expect(error.message).toContain(String(error.failure.listensOn));
    expect(`${error.message} ${error.hint}`).toContain('process.env.PORT');
  });

  test('aborted while it starts: it is killed, and its port is free again', async () => {
    await lab.sync({
      'hello/server.ts': HELLO,
      'idle/server.ts': 'setInterval(() => {}, 1000);\n',
    });
    const first = await lab.start();
    const port = first.addresses[0]?.port ?? 0;
    await first.signal('SIGKILL');
    await first.exited;

    const aborting = new AbortController();
    const failed = lab.startError(
      { service: 'idle', entry: 'idle/server.ts', port },
      aborting.signal,
    );
    await lab.event('starting', (event) => event.service === 'idle');
    aborting.abort();
    expect((await failed).failure).toEqual({ code: 'aborted' });
    expect(await lab.text(await lab.start({ port }))).toBe('Hello, world');
  });

  test('aborted before it starts', async () => {
    await lab.sync(HELLO);
    const error = await lab.startError({}, AbortSignal.abort());
    expect(error.failure).toEqual({ code: 'aborted' });
  });

  test('another start succeeds after a failed one', async () => {
    await lab.sync("throw new Error('broken');\n");
    await lab.startError();
    expect(await lab.text(await lab.run(HELLO))).toBe('Hello, world');
  });
}

function diagnosticsOf(error: StartError) {
  expect(error.code).toBe('does-not-compile');
  return error.failure.code === 'does-not-compile' ? error.failure.diagnostics : [];
}

function stackOf(error: StartError): string {
  return error.failure.code === 'threw' ? error.failure.stack : '';
}
