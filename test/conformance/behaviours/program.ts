import { createServer, type ServerResponse } from 'node:http';
import { type Behaviour, line } from './behaviour.ts';
import { told } from './kit.ts';

/** A behaviour that has not ended by then has hung. */
const LIMIT_MS = 20_000;

/**
 * The conformance program: an ordinary service that runs the behaviours it is asked for.
 * `GET /run?name=…` answers with the lines that were printed, as a JSON array. A behaviour that
 * ends its process is begun when its request is answered and the server has closed.
 */
export function serve(behaviours: readonly Behaviour[]): void {
  const server = createServer(async (request, response) => {
    const name = new URL(request.url ?? '/', 'http://localhost').searchParams.get('name');
    const behaviour = behaviours.find((one) => one.name === name);
    if (behaviour === undefined) {
      response.writeHead(404).end(`no behaviour is named ${name}`);
      return;
    }
    if (behaviour.process.kind === 'shared') {
      answer(response, await observe(behaviour));
      return;
    }
    server.close(() => setImmediate(() => behaviour.run((...values) => console.log(line(values)))));
    answer(response, []);
  });
  server.listen(Number(process.env.PORT));
}

function answer(response: ServerResponse, lines: readonly string[]): void {
  response.writeHead(200, { 'content-type': 'application/json', connection: 'close' });
  response.end(JSON.stringify(lines));
}

async function observe(behaviour: Behaviour): Promise<readonly string[]> {
  const lines: string[] = [];
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      lines.push(`did not end within ${LIMIT_MS} ms`);
      resolve();
    }, LIMIT_MS);
  });
  const ended = (async () => behaviour.run((...values) => lines.push(line(values))))();
  await Promise.race([ended.catch((error) => lines.push(`threw ${told(error)}`)), late]);
  clearTimeout(timer);
  return [...lines];
}
