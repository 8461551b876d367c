import { expect, test } from 'vitest';
import { HELLO, handler, says } from './fixtures.ts';
import { type MakeSandbox, useSandbox } from './lab.ts';

/** Starts that succeed. */
export function describeStart(make: MakeSandbox): void {
  const lab = useSandbox(make);

  test('resolves when the service listens, with its name and address', async () => {
    const hello = await lab.run(HELLO);
    expect(hello.id).toBe('hello-1');
    expect(hello.service).toBe('hello');
    const [address, ...others] = hello.addresses;
    expect(address?.port).toBeGreaterThan(0);
    expect(others).toEqual([]);
    expect(await lab.text(hello, '/?name=Ada')).toBe('Hello, Ada');
    expect(await lab.text({ port: address?.port ?? 0 }, '/?name=Grace')).toBe('Hello, Grace');
  });

  test('listens on the port that was asked for', async () => {
    const first = await lab.run(HELLO);
    const [address] = first.addresses;
    await first.signal('SIGKILL');
    await first.exited;
    const second = await lab.start({ port: address?.port ?? 0 });
    expect(second.addresses).toEqual([address]);
    expect(await lab.text(second)).toBe('Hello, world');
  });

  test('tells the service its port in PORT', async () => {
    const hello = await lab.run(handler('  response.end(process.env.PORT);'));
    expect(await lab.text(hello)).toBe(String(hello.addresses[0]?.port));
  });

  test('gives the service the environment of its spec', async () => {
    const hello = await lab.run(handler('  response.end(process.env.GREETING);'), {
      env: { GREETING: 'Grüß Gott' },
    });
    expect(await lab.text(hello)).toBe('Grüß Gott');
  });

  test('runs two instances of one service side by side, each on its own port', async () => {
    const source = `let seen = 0;\n${handler('  response.end(String(++seen));')}`;
    const one = await lab.run(source);
    const two = await lab.start();
    expect([one.id, two.id]).toEqual(['hello-1', 'hello-2']);
    expect(one.addresses).not.toEqual(two.addresses);
    expect(await lab.text(one)).toBe('1');
    expect(await lab.text(one)).toBe('2');
    expect(await lab.text(two)).toBe('1');
  });

  test('starts several services at once, on distinct ports', async () => {
    await lab.sync({
      'a/server.ts': says('a'),
      'b/server.ts': says('b'),
      'c/server.ts': says('c'),
    });
    const started = await Promise.all(
      ['a', 'b', 'c'].map((service) => lab.start({ service, entry: `${service}/server.ts` })),
    );
    const ports = new Set(started.map((instance) => instance.addresses[0]?.port));
    expect(ports.size).toBe(3);
    expect(await Promise.all(started.map((instance) => lab.text(instance)))).toEqual([
      'a',
      'b',
      'c',
    ]);
  });

  test('lets a service listen on a second port as well', async () => {
    const hello = await lab.run(`import { createServer } from 'node:http';

createServer().listen(0, () => {
  createServer((request, response) => response.end('here')).listen(Number(process.env.PORT));
});
`);
    expect(await lab.text(hello)).toBe('here');
  });

  test('runs modules that import one another, TypeScript and all', async () => {
    const hello = await lab.run({
      'hello/greeting.ts': `export type Name = string;
export function greet(name: Name): string {
  return 'Good evening, ' + name;
}
`,
      'hello/server.ts': `import { createServer } from 'node:http';
import { greet, type Name } from './greeting.ts';

const names = new Map<string, Name>([['/', 'Ada']]);

createServer((request, response) => {
  response.end(greet(names.get(request.url as string)!));
}).listen(Number(process.env.PORT));
`,
    });
    expect(await lab.text(hello)).toBe('Good evening, Ada');
  });

  test('waits for a service that takes its time before it listens', async () => {
    const hello = await lab.run(`import { createServer } from 'node:http';

await new Promise((resolve) => setTimeout(resolve, 200));
createServer((request, response) => response.end('at last')).listen(Number(process.env.PORT));
`);
    expect(await lab.text(hello)).toBe('at last');
  });
}
