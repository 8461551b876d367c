import { beforeAll, expect, test } from 'vitest';
import { NODE_MODULES } from '../../compile/builtins.ts';
import { BUILTIN_NAMES } from '../../process/builtins/catalogue.ts';
import { surfaceOf } from '../../process/builtins/surface.ts';
import { nodeRealm } from './node.ts';
import type { Realm } from './realm.ts';
import { SimulatedSandbox } from './simulated-sandbox.ts';

const { signal } = new AbortController();

/** Members of Node 20 that are not here, by module; names with `_` are internal to it. */
const LACKING = Object.fromEntries(
  [...BUILTIN_NAMES].map((module) => {
    const lacks = [...(surfaceOf(module)?.lacks ?? [])];
    return [module, lacks.filter((member) => !member.startsWith('_'))];
  }),
);

let realm: Realm;

beforeAll(async () => {
  realm = await nodeRealm();
});

/** What a service prints with `print`, a line a call. `says` tells whether something says that it is missing. */
async function printed(program: string): Promise<readonly string[]> {
  const sandbox = new SimulatedSandbox({ seed: 1, realm, maxEvents: 100_000 });
  await sandbox.boot({ signal, timeoutMs: 1000, onStage: () => {} });
  try {
    await sandbox.sync({
      'service.ts': `import { createServer } from 'node:http';
const lines: string[] = [];
const print = (...values: unknown[]) => lines.push(values.join(' '));
const isSaid = (error: any) => error.name === 'NotAvailableError' && error.hint !== '';
const says = (read: () => any): boolean => {
  let value: any;
  try { value = read(); } catch (error) { return isSaid(error); }
  if (typeof value !== 'function') return false;
  try { value(); return false; } catch (error) { return isSaid(error); }
};
createServer(async (request: any, response: any) => {
  try { await run(request, response); } catch (error) { print(error); }
  response.end(JSON.stringify(lines));
}).listen(Number(process.env.PORT));
async function run(request: any, response: any) {
${program}
}
`,
    });
    const spec = { service: 'service', entry: 'service.ts', port: 'any', env: {} } as const;
    const instance = await sandbox.start({ ...spec, startTimeoutMs: 1000 }, signal);
    const answer = await sandbox.fetch(instance, new Request('http://service/'));
    return (await answer.json()) as string[];
  } finally {
    await sandbox.dispose();
  }
}

test('a member that only Node has says so when it is read at run time, or when it is called', async () => {
  const lines = await printed(`
    for (const [module, members] of Object.entries(${JSON.stringify(LACKING)} as Record<string, string[]>)) {
      const namespace: any = await import('node:' + module);
      for (const member of members) {
        if (!says(() => namespace.default[member])) print('default', module, member);
        if (!says(() => namespace[member])) print('namespace', module, member);
      }
    }
    const fs: any = await import('node:' + 'fs');
    for (const member of ${JSON.stringify(LACKING['fs/promises'])}) {
      if (!says(() => fs.promises[member])) print('fs.promises', member);
    }`);
  expect(Object.values(LACKING).flat().length).toBeGreaterThan(100);
  expect(lines).toEqual([]);
});

test('a module that only Node has says so when it is imported at run time', async () => {
  const lacking = [...NODE_MODULES].filter((name) => !BUILTIN_NAMES.has(name));
  const lines = await printed(`
    for (const name of ${JSON.stringify(lacking)}) {
      const error: any = await import('node:' + name).catch((reason) => reason);
      if (!isSaid(error)) print(name, String(error));
    }
    const { message }: any = await import('zl' + 'ib').catch((reason) => reason);
    print(message);`);
  expect(lines).toEqual([
    'node:zlib is not available in this sandbox. Use CompressionStream and DecompressionStream, or send and store data as it is.',
  ]);
});

test('what is no module of Node is told as Node tells it', async () => {
  const lines = await printed(`
    for (const name of ['node:htp', 'htp', './none.ts']) {
      print((await import('' + name).catch((reason) => reason)).code);
    }`);
  expect(lines).toEqual([
    'ERR_UNKNOWN_BUILTIN_MODULE',
    'ERR_MODULE_NOT_FOUND',
    'ERR_MODULE_NOT_FOUND',
  ]);
});

test('what objects lack says so too, and disturbs nobody who only asks for it', async () => {
  const lines = await printed(`
    const { socket } = request;
    print(says(() => socket.pause), says(() => socket.bytesRead), says(() => socket.write));
    print(typeof socket.pause, 'bytesRead' in socket, Object.keys(socket).includes('pause'));
    print(says(() => response.assignSocket), says(() => (performance as any).timerify));
    print(says(() => (import.meta as any).resolve), says(() => () => socket.end('raw')));`);
  expect(lines).toEqual(['true true true', 'function true false', 'true true', 'true true']);
});
