/** Where Consul's agent is. */
const consul = process.env.CONSUL_HTTP_ADDR ?? 'http://127.0.0.1:8500';
/** How long the agent believes a heartbeat, in milliseconds. */
const ttlMs = Number(process.env.TTL_MS ?? 6000);

/** Keeps this instance in the registry, until `leave`. */
export function join(port: number): void {
  // Here: register, then heartbeats.
}

/** Takes this instance out of the registry. Resolves when nobody finds it there any more. */
export async function leave(): Promise<void> {
  // Here: no more heartbeats, then deregister.
}
