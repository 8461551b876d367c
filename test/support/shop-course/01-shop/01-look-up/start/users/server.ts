import { createServer } from 'node:http';

const { PORT, CONSUL_HTTP_ADDR, ETCDCTL_ENDPOINTS } = process.env;
const TTL_MS = 5000;

createServer((_request, response) => {
  response.end('Ada');
}).listen(Number(PORT), () => {
  void register();
  void lead();
});

async function register(): Promise<void> {
  const id = `users-${PORT}`;
  const check = { CheckID: id, TTL: `${TTL_MS}ms` };
  const service = { ID: id, Name: 'users', Address: '127.0.0.1', Port: Number(PORT), Check: check };
  await consul('/v1/agent/service/register', JSON.stringify(service));
  const pass = () => consul(`/v1/agent/check/pass/${id}`, '');
  await pass();
  console.log(`registered as ${id}`);
  setInterval(() => void pass(), TTL_MS / 3);
}

async function lead(): Promise<void> {
  const { ID } = await etcd('/v3/lease/grant', { TTL: TTL_MS / 1000 });
  setInterval(() => void etcd('/v3/lease/keepalive', { ID }), TTL_MS / 3);
  await etcd('/v3/lock/lock', { name: btoa('leader'), lease: ID });
  await etcd('/v3/kv/put', { key: btoa('leader-port'), value: btoa(PORT ?? '') });
  console.log('leads');
}

async function consul(path: string, body: string): Promise<void> {
  await fetch(CONSUL_HTTP_ADDR + path, { method: 'PUT', body });
}

async function etcd(path: string, body: object): Promise<Record<string, string>> {
  const response = await fetch(ETCDCTL_ENDPOINTS + path, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  return (await response.json()) as Record<string, string>;
}
