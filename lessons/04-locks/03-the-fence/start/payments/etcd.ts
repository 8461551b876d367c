const etcd = process.env.ETCDCTL_ENDPOINTS ?? 'http://127.0.0.1:2379';
const LIMIT_MS = 1000;

/**
 * Calls etcd's JSON gateway, and gives what it answers. Rejects when it says no, or nothing within a
 * second.
 */
export async function post<Answer>(path: string, body: object): Promise<Answer> {
  const response = await fetch(etcd + path, {
    method: 'POST',
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(LIMIT_MS),
  });
  if (!response.ok) throw new Error(`etcd answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Answer;
}

/** Keys and values are bytes to etcd; in JSON, bytes are base64. */
export function toBase64(text: string): string {
  return Buffer.from(text).toString('base64');
}
