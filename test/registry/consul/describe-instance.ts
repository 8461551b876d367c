import { describe, expect, test } from 'vitest';
import type { Instance } from '../../../runtime/sandbox/index.ts';
import { limit, type MakeSandbox, useSandbox } from '../../contract/lab.ts';

const WEB = `import { createServer } from 'node:http';
const port = Number(process.env.PORT);
let status = 200;
createServer((request, response) => {
  if (request.url === '/ill') status = 500;
  response.writeHead(status).end('as it is');
}).listen(port, async () => {
  const HTTP = \`http://localhost:\${port}/health\`;
  await fetch(process.env.CONSUL + '/v1/agent/service/register', {
    method: 'PUT',
    body: JSON.stringify({ Name: 'web', Port: port, Check: { HTTP, Interval: '1s' } }),
  });
});
`;

/** What the registry does as an ordinary instance, in any kind of sandbox. */
export function describeInstance(
  name: string,
  make: MakeSandbox,
  bundle: () => string | Promise<string>,
): void {
  describe(name, () => {
    const lab = useSandbox(make);

    test('a service registers, is asked how it is, falls ill and is seen to', async () => {
      await lab.sync({ 'registry.ts': await bundle(), 'web.ts': WEB });
      const registry = await lab.start({ service: 'registry', entry: 'registry.ts' });
      const CONSUL = `http://localhost:${registry.addresses[0]?.port}`;
      const web = await lab.start({ service: 'web', entry: 'web.ts', env: { CONSUL } });
      const query = (index: string | null) =>
        ask(registry, 'GET', `health/service/web?passing&index=${index ?? 0}&wait=10s`);

      let answer = await query(null);
      for (let tries = 0; tries < 5 && (await size(answer)) === 0; tries += 1) {
        answer = await query(answer.headers.get('x-consul-index'));
      }
      expect(await answer.clone().json()).toMatchObject([
        { Service: { Port: web.addresses[0]?.port } },
      ]);
      const changed = query(answer.headers.get('x-consul-index'));
      await lab.sandbox.fetch(web, new Request('http://web/ill'));
      expect(await size(await changed)).toBe(0);
      const [check] = await (await ask(registry, 'GET', 'health/checks/web')).json();
      expect(check.Output).toMatch(/: 500 Internal Server Error Output: as it is$/);
    });

    test('keys are written, sessions hold locks, and whoever waits for one is told', async () => {
      await lab.sync({ 'registry.ts': await bundle() });
      const registry = await lab.start({ service: 'registry', entry: 'registry.ts' });
      const create = async () =>
        (await (await ask(registry, 'PUT', 'session/create')).json()).ID as string;
      const [first, second] = [await create(), await create()];
      const put = async (verb: string, session: string) =>
        (await ask(registry, 'PUT', `kv/lock?${verb}=${session}`, session)).json();
      expect(await put('acquire', first)).toBe(true);
      expect(await put('acquire', second)).toBe(false);
      const { headers } = await ask(registry, 'GET', 'kv/lock');
      const freed = ask(registry, 'GET', `kv/lock?index=${headers.get('x-consul-index')}`);
      expect(await put('release', first)).toBe(true);
      expect(await (await freed).json()).toMatchObject([{ Value: btoa(first), LockIndex: 1 }]);
      expect(await put('acquire', second)).toBe(true);
    });

    async function ask(registry: Instance, method: string, path: string, body?: string) {
      const init = { method, signal: limit(), ...(body !== undefined && { body }) };
      return lab.sandbox.fetch(registry, new Request(`http://registry/v1/${path}`, init));
    }
  });
}

async function size(answer: Response): Promise<number> {
  return ((await answer.clone().json()) as unknown[]).length;
}
