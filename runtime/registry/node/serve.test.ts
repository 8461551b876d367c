import { expect, test } from 'vitest';
import { serveRegistry } from './serve.ts';

test('no idle connection is said to end, as with Consul and etcd', async () => {
  const here = { host: '127.0.0.1', consulPort: 0, etcdPort: 0, dataDir: null, observe: null };
  const { consulPort, etcdPort, close } = await serveRegistry(here);
  const agent = await fetch(`http://127.0.0.1:${consulPort}/v1/agent/services`);
  const gateway = await fetch(`http://127.0.0.1:${etcdPort}/version`);
  for (const answer of [agent, gateway]) {
    await answer.text();
    expect(answer.ok).toBe(true);
    expect(answer.headers.get('Keep-Alive')).toBeNull();
  }
  await close();
});
