import { expect, test } from 'vitest';
import { HELLO, handler } from './fixtures.ts';
import { type MakeSandbox, placeOf, useSandbox } from './lab.ts';

/** What instances print. */
export function describeOutput(make: MakeSandbox): void {
  const lab = useSandbox(make);

  test('is in the ledger in order, with its stream', async () => {
    const hello = await lab.run(
      handler(`  for (const number of [1, 2, 3]) {
    console.log('out', number);
    console.error('err', number);
  }
  process.stdout.write('no line end');
  process.exit(0);`),
    );
    await lab.fetch(hello).catch(() => undefined);
    await hello.exited;
    expect(lab.printed(hello.id, 'stdout')).toBe('out 1\nout 2\nout 3\nno line end');
    expect(lab.printed(hello.id, 'stderr')).toBe('err 1\nerr 2\nerr 3\n');
  });

  test('is whole when the instance has exited, and comes before the exit', async () => {
    const hello = await lab.run(
      handler(`  console.log('x'.repeat(100_000));
  console.log('the end');
  response.setHeader('connection', 'close');
  response.end();
  server.close();`),
    );
    await lab.fetch(hello);
    await hello.exited;
    expect(lab.printed(hello.id, 'stdout')).toBe(`${'x'.repeat(100_000)}\nthe end\n`);
    const types = lab.sandbox.ledger.read().map((event) => event.type);
    expect(types.lastIndexOf('output')).toBeLessThan(types.indexOf('exited'));
  });

  test('of a service that failed to start is there as well', async () => {
    await lab.sync("console.log('trying');\nthrow new Error('in vain');\n");
    await lab.startError();
    expect(lab.printed('hello-1', 'stdout')).toBe('trying\n');
    expect(lab.printed('hello-1', 'stderr')).toContain('in vain');
  });

  test('keeps every character', async () => {
    const hello = await lab.run(`console.log('茶 🫖 grüß');\n${HELLO}`);
    await lab.untilPrinted(hello.id, 'stdout', '\n');
    expect(lab.printed(hello.id, 'stdout')).toBe('茶 🫖 grüß\n');
  });

  test('is capped when there is too much of it, and the ledger says so once', async () => {
    const hello = await lab.run(
      handler(`  for (let line = 0; line < 20_000; line++) console.log('x'.repeat(99));
  response.end('printed');`),
    );
    expect(await lab.text(hello)).toBe('printed');
    const dropped = await lab.event('output-dropped');
    await hello.signal('SIGTERM');
    await hello.exited;
    expect(dropped.bytes).toBeGreaterThan(0);
    expect(dropped.message).toContain('hello-1');
    expect(lab.events('output-dropped')).toHaveLength(1);
    const kept = lab.printed(hello.id, 'stdout').length;
    expect(kept).toBeGreaterThanOrEqual(200_000);
    expect(kept).toBeLessThan(1_500_000);
  });

  test("stacks name the learner's file, line and column", async () => {
    const source = handler(`  const find = (name: string): never => {
    throw new Error('no ' + name);
  };
  try {
    find('tea');
  } catch (error) {
    response.end((error as Error).stack);
  }`);
    const hello = await lab.run(source);
    const stack = await lab.text(hello);
    expect(stack).toContain('Error: no tea');
    expect(stack).toContain(`hello/server.ts:${placeOf(source, 'new Error')}`);
    expect(stack).toContain(`hello/server.ts:${placeOf(source, "find('tea')")}`);
  });
}
