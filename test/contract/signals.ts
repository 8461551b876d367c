import { expect, test } from 'vitest';
import { stop } from '../../runtime/sandbox/index.ts';
import { HELLO, handler, SPINNING } from './fixtures.ts';
import { type MakeSandbox, useSandbox } from './lab.ts';

/** How an instance ends, by signals and by itself. */
export function describeSignals(make: MakeSandbox): void {
  const lab = useSandbox(make);

  test('SIGTERM ends an instance that does not handle it', async () => {
    const hello = await lab.run(HELLO);
    await hello.signal('SIGTERM');
    expect(await hello.exited).toEqual({ by: 'signal', signal: 'SIGTERM' });
  });

  test('SIGTERM lets an instance that handles it leave in its own way', async () => {
    const hello = await lab.run(`${HELLO}
process.on('SIGTERM', () => {
  console.log('leaving');
  server.close(() => process.exit(0));
});
`);
    await hello.signal('SIGTERM');
    expect(await hello.exited).toEqual({ by: 'code', code: 0 });
    expect(lab.printed(hello.id, 'stdout')).toBe('leaving\n');
  });

  test('SIGTERM lets a request in flight finish when the service waits for it', async () => {
    const hello = await lab.run(
      handler(`  process.on('SIGTERM', () => {
    server.close();
    setTimeout(() => response.end('done'), 50);
  });
  console.log('asked');`),
    );
    const answer = lab.text(hello);
    await lab.untilPrinted(hello.id, 'stdout', 'asked');
    await hello.signal('SIGTERM');
    expect(await answer).toBe('done');
    expect(await hello.exited).toEqual({ by: 'code', code: 0 });
  });

  test('SIGKILL ends an instance in an endless loop', async () => {
    const hello = await lab.run(SPINNING);
    const reset = expect(lab.fetch(hello)).rejects.toMatchObject({ code: 'ECONNRESET' });
    await lab.untilPrinted(hello.id, 'stdout', 'spinning');
    await hello.signal('SIGKILL');
    expect(await hello.exited).toEqual({ by: 'signal', signal: 'SIGKILL' });
    await reset;
  });

  test('SIGKILL cannot be handled away, and SIGTERM can', async () => {
    const hello = await lab.run(`${HELLO}process.on('SIGTERM', () => console.log('not yet'));\n`);
    await hello.signal('SIGTERM');
    await lab.untilPrinted(hello.id, 'stdout', 'not yet');
    expect(await lab.text(hello)).toBe('Hello, world');
    await hello.signal('SIGKILL');
    expect(await hello.exited).toEqual({ by: 'signal', signal: 'SIGKILL' });
  });

  test('stop asks first, and kills what does not leave in time', async () => {
    const polite = await lab.run(`${HELLO}process.on('SIGTERM', () => process.exit(7));\n`);
    expect(await stop(polite, lab.sandbox.clock)).toEqual({ by: 'code', code: 7 });
    const stubborn = await lab.run(`${HELLO}process.on('SIGTERM', () => {});\n`);
    expect(await stop(stubborn, lab.sandbox.clock, 50)).toEqual({
      by: 'signal',
      signal: 'SIGKILL',
    });
  });

  test('a signal to an instance that has exited does nothing', async () => {
    const hello = await lab.run(HELLO);
    await hello.signal('SIGKILL');
    await hello.exited;
    await hello.signal('SIGTERM');
    await hello.signal('SIGKILL');
    expect(lab.events('signalled').map((event) => event.signal)).toEqual(['SIGKILL']);
  });

  test('process.exit gives the exit code', async () => {
    const hello = await lab.run(handler('  process.exit(3);'));
    await expect(lab.fetch(hello)).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(await hello.exited).toEqual({ by: 'code', code: 3 });
  });

  test('an instance with nothing left to do exits by itself', async () => {
    const hello = await lab.run(
      handler(`  process.exitCode = 4;
  response.setHeader('connection', 'close');
  response.end('closing');
  server.close();`),
    );
    expect(await lab.text(hello)).toBe('closing');
    expect(await hello.exited).toEqual({ by: 'code', code: 4 });
  });

  test('an exception that nobody catches ends the instance with code 1', async () => {
    const source = handler(`  console.log('asked');
  setTimeout(() => {
    throw new RangeError('out of tea');
  }, 0);`);
    const hello = await lab.run(source);
    await expect(lab.fetch(hello)).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(await hello.exited).toEqual({ by: 'code', code: 1 });
    const printed = lab.printed(hello.id, 'stderr');
    expect(printed).toContain('RangeError: out of tea');
    expect(printed).toContain('hello/server.ts:6:');
  });

  test('a handler that throws ends the instance with code 1', async () => {
    const hello = await lab.run(`import { createServer } from 'node:http';

createServer((request, response) => {
  throw new Error('dropped the pot');
}).listen(Number(process.env.PORT));
`);
    await expect(lab.fetch(hello)).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(await hello.exited).toEqual({ by: 'code', code: 1 });
    expect(lab.printed(hello.id, 'stderr')).toContain('Error: dropped the pot');
    expect(lab.printed(hello.id, 'stderr')).toContain('hello/server.ts:4:9');
  });
}
