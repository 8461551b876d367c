import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ConnectRouter, createConnectRouter } from '@connectrpc/connect';

type Routes = (router: ConnectRouter) => void;

/** A handler for node:http that answers what the routes define. */
export function connectHandler(routes: Routes) {
  const router = createConnectRouter();
  routes(router);
  const handlers = new Map(router.handlers.map((handler) => [handler.requestPath, handler]));

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    const handler = handlers.get(url.pathname);
    if (handler === undefined) {
      response.writeHead(404).end();
      return;
    }
    const header = new Headers();
    for (const [name, value] of Object.entries(request.headers)) header.set(name, String(value));
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    const answer = await handler({
      httpVersion: request.httpVersion,
      url: url.href,
      method: request.method ?? '',
      header,
      body: request,
      signal: gone.signal,
    });
    response.writeHead(answer.status, Object.fromEntries(answer.header ?? []));
    for await (const chunk of answer.body ?? []) response.write(chunk);
    response.end();
  };
}
