import { createServer } from 'node:http';
import { createClient, createRouterTransport } from '@connectrpc/connect';
import { connectHandler } from './adapter.ts';
import { Greeter } from './greet_pb.ts';
import { routes } from './routes.ts';

const answer = connectHandler(routes);

/** Calls the service in memory, as a test of it would. */
async function callInMemory(): Promise<string> {
  const client = createClient(Greeter, createRouterTransport(routes));
  const { greeting } = await client.greet({ name: 'Grace' });
  const numbers: number[] = [];
  for await (const { number } of client.count({ to: 3 })) numbers.push(number);
  return `${greeting} ${numbers}`;
}

createServer(async (request, response) => {
  if (request.url === '/in-memory') response.end(await callInMemory());
  else await answer(request, response);
}).listen(Number(process.env.PORT));
