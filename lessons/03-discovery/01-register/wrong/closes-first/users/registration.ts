const consul = process.env.CONSUL_HTTP_ADDR ?? 'http://127.0.0.1:8500';
const ttlMs = Number(process.env.TTL_MS ?? 6000);

let id = '';
let timer: NodeJS.Timeout;

export function join(port: number): void {
  id = `users-${port}`;
  beat(port);
  timer = setInterval(() => beat(port), ttlMs / 3);
}

export async function leave(): Promise<void> {
  clearInterval(timer);
  await put(`service/deregister/${id}`).catch(() => {});
}

async function beat(port: number): Promise<void> {
  try {
    const answer = await put(`check/pass/service:${id}`);
    if (answer.status === 404) await register(port);
  } catch {
    console.log('The registry is away.');
  }
}

async function register(port: number): Promise<void> {
  await put('service/register', {
    ID: id,
    Name: 'users',
    Port: port,
    Check: { TTL: `${ttlMs}ms`, Status: 'passing', DeregisterCriticalServiceAfter: '1m' },
  });
}

function put(path: string, body?: object): Promise<Response> {
  return fetch(`${consul}/v1/agent/${path}`, {
    method: 'PUT',
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(ttlMs / 3),
  });
}
