import { describe, expect, test } from 'vitest';
import { handler } from './fixtures.ts';
import { type MakeSandbox, useSandbox } from './lab.ts';

/** Answers a POST when its body is in the file `notes.txt`, and a GET with what is in it. */
const NOTES = `import { createServer } from 'node:http';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
createServer(async (request, response) => {
  if (request.method === 'POST') {
    for await (const chunk of request) appendFileSync('notes.txt', chunk);
  }
  response.end(existsSync('notes.txt') ? readFileSync('notes.txt', 'utf8') : 'nothing');
}).listen(Number(process.env.PORT));
`;

export function describeVolumes(make: MakeSandbox): void {
  const lab = useSandbox(make);
  const post = (body: string) => ({ method: 'POST', body });

  test('a service begins with an empty working directory that it can write into', async () => {
    const entries = handler(`  const { readdirSync } = await import('node:fs');
  response.end(readdirSync('.').join());`);
    const hello = await lab.run(entries);
    expect(await (await lab.fetch(hello)).text()).toBe('');
  });

  test('what was written is there when the service is started again', async () => {
    const first = await lab.run(NOTES);
    await lab.fetch(first, '/', post('tea'));
    await first.signal('SIGTERM');
    await first.exited;
    const second = await lab.start();
    expect(await (await lab.fetch(second)).text()).toBe('tea');
  });

  test('SIGKILL keeps what was written before an answer', async () => {
    const first = await lab.run(NOTES);
    await lab.fetch(first, '/', post('one '));
    await lab.fetch(first, '/', post('two'));
    await first.signal('SIGKILL');
    await first.exited;
    const second = await lab.start();
    expect(await (await lab.fetch(second)).text()).toBe('one two');
  });

  test('copies of a service have volumes of their own', async () => {
    const first = await lab.run(NOTES);
    const second = await lab.start();
    await lab.fetch(first, '/', post('first'));
    expect(await (await lab.fetch(second)).text()).toBe('nothing');
  });

  test('a volume goes by its name, whichever service has it', async () => {
    const first = await lab.run(NOTES, { service: 'writer', volume: 'shared' });
    await lab.fetch(first, '/', post('tea'));
    await first.signal('SIGTERM');
    await first.exited;
    const second = await lab.start({ service: 'reader', volume: 'shared' });
    expect(await (await lab.fetch(second)).text()).toBe('tea');
  });

  describe('a volume that another instance has', () => {
    test('is refused, naming who has it', async () => {
      await lab.run(NOTES, { volume: 'disk' });
      const error = await lab.startError({ volume: 'disk' });
      expect(error.failure).toEqual({ code: 'volume-in-use', volume: 'disk' });
      expect(error.message).toBe("hello cannot have the volume 'disk': hello-1 has it.");
      expect(error.hint).toContain('Stop hello-1 first');
    });
  });
}
