import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createConsul } from '../../../runtime/registry/index.ts';

/** A registry as an ordinary service of a sandbox: what the test bundles into one file. */

const { PORT } = process.env;

const consul = await createConsul(
  {
    nowMs: () => performance.now(),
    setTimer: (delayMs, run) => {
      const timer = setTimeout(run, delayMs);
      return () => clearTimeout(timer);
    },
    random: { integer: (below) => Math.floor(Math.random() * below) },
    storage: null,
  },
  { client: (url, init) => fetch(url, init) },
);

createServer((incoming, outgoing) => void answer(incoming, outgoing)).listen(Number(PORT));

async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const gone = new AbortController();
  outgoing.on('close', () => gone.abort());
  const chunks: Uint8Array[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Uint8Array);
  const { method = 'GET', url = '/' } = incoming;
  const body = method === 'GET' ? null : Buffer.concat(chunks);
  const response = await consul.fetch(
    new Request(`http://consul${url}`, { method, body, signal: gone.signal }),
  );
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(await response.text());
}
