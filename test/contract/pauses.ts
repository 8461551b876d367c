import { expect, test } from 'vitest';
import { HELLO, handler } from './fixtures.ts';
import { limit, type MakeSandbox, useSandbox } from './lab.ts';

/** SIGSTOP and SIGCONT: a process that stands still while the world goes on. */
export function describePauses(make: MakeSandbox): void {
  const lab = useSandbox(make);
  const wait = (ms: number) => lab.sandbox.clock.sleep(ms, limit());

  test('a paused instance accepts and does not answer; when it goes on, it does', async () => {
    const hello = await lab.run(HELLO);
    await hello.signal('SIGSTOP');
    const answer = lab.text(hello);
    expect(await Promise.race([answer, wait(150).then(() => 'silence')])).toBe('silence');
    await hello.signal('SIGCONT');
    expect(await answer).toBe('Hello, world');
    const signals = lab.events('signalled').map(({ signal }) => signal);
    expect(signals).toEqual(['SIGSTOP', 'SIGCONT']);
  });

  test('its clock runs on, and its timers are late', async () => {
    const hello = await lab.run(
      handler(`  const began = Date.now();
  setTimeout(() => console.log('late by ' + (Date.now() - began >= 1100)), 1000);
  response.end();`),
    );
    await lab.text(hello);
    await hello.signal('SIGSTOP');
    await wait(1200);
    expect(lab.printed(hello.id, 'stdout')).toBe('');
    await hello.signal('SIGCONT');
    await lab.untilPrinted(hello.id, 'stdout', 'late by true');
  });

  test('when it goes on, timers that came due run first, in their order, then what was sent', async () => {
    const hello = await lab.run(
      handler(`  console.log('request ' + request.url);
  response.end();
  if (request.url !== '/first') return;
  setTimeout(() => console.log('timer b'), 1020);
  setTimeout(() => console.log('timer a'), 1000);`),
    );
    await lab.text(hello, '/first');
    // A process of Node that is stopped in the middle of something goes on with that.
    await wait(150);
    await hello.signal('SIGSTOP');
    const second = lab.text(hello, '/second');
    await wait(1100);
    await hello.signal('SIGCONT');
    await second;
    await lab.untilPrinted(hello.id, 'stdout', 'request /second');
    expect(lab.printed(hello.id, 'stdout')).toBe(
      'request /first\ntimer a\ntimer b\nrequest /second\n',
    );
  });

  test('SIGTERM waits until it goes on; SIGKILL does not', async () => {
    const code = `${HELLO}process.on('SIGTERM', () => process.exit(3));\n`;
    const polite = await lab.run(code);
    await polite.signal('SIGSTOP');
    await polite.signal('SIGTERM');
    expect(await Promise.race([polite.exited, wait(100)])).toBe(undefined);
    await polite.signal('SIGCONT');
    expect(await polite.exited).toEqual({ by: 'code', code: 3 });

    const other = await lab.start();
    await other.signal('SIGSTOP');
    await other.signal('SIGKILL');
    expect(await other.exited).toEqual({ by: 'signal', signal: 'SIGKILL' });
  });

  test('SIGCONT to an instance that is not paused does nothing', async () => {
    const hello = await lab.run(HELLO);
    await hello.signal('SIGCONT');
    expect(await lab.text(hello)).toBe('Hello, world');
  });
}
