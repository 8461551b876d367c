const consul = process.env.CONSUL_HTTP_ADDR ?? 'http://127.0.0.1:8500';
const ttlMs = Number(process.env.TTL_MS ?? 6000);

let id = '';

export async function join(port: number): Promise<void> {
  id = `users-${port}`;
  await fetch(`${consul}/v1/agent/service/register`, {
    method: 'PUT',
    body: JSON.stringify({
      ID: id,
      Name: 'users',
      Port: port,
      Check: { TTL: `${ttlMs}ms`, Status: 'passing', DeregisterCriticalServiceAfter: '1m' },
    }),
  });
}

export async function leave(): Promise<void> {
  await fetch(`${consul}/v1/agent/service/deregister/${id}`, { method: 'PUT' });
}
