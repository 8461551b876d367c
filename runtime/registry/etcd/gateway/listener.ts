import type { IncomingMessage, ServerResponse } from 'node:http';
import { utf8 } from '../bytes.ts';
import type { StreamMethod, UnaryMethod } from '../server/method.ts';
import { type Answer, refusalAnswer } from './answer.ts';
import { MAX_BODY_BYTES, tooLong } from './limits.ts';
import type { Route } from './route.ts';
import { StreamedCall } from './streaming.ts';
import { answerUnary } from './unary.ts';

export type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/** The gateway as a listener for `node:http`'s server, which spares the way over Request and Response. */
export function httpListener(route: (method: string, target: string) => Route): Listener {
  return (request, response) => {
    // What goes wrong with a connection ends it; there is nobody to tell.
    request.on('error', () => {});
    response.on('error', () => {});
    const found = route(request.method ?? '', request.url ?? '');
    if ('answer' in found) respond(request, response, found.answer);
    else if (found.method.kind === 'unary') serveUnary(found.method, request, response);
    else serveStream(found.method, request, response);
  };
}

function respond(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  const length = utf8(answer.body).length;
  response.writeHead(answer.status, { ...answer.headers, 'Content-Length': length });
  response.end(request.method === 'HEAD' ? '' : answer.body);
  // A body that nobody reads would hold up the connection's next request.
  request.resume();
}

function serveUnary(method: UnaryMethod, request: IncomingMessage, response: ServerResponse): void {
  let body = '';
  request.setEncoding('latin1');
  request.on('data', (piece: string) => {
    if (body.length <= MAX_BODY_BYTES) body += piece;
  });
  request.on('end', () => {
    if (body.length > MAX_BODY_BYTES) {
      respond(request, response, refusalAnswer(tooLong(body.length)));
      return;
    }
    const onGone = (run: () => void) =>
      response.on('close', () => {
        if (!response.writableEnded) run();
      });
    const answer = answerUnary(method, body, { onGone });
    if (!(answer instanceof Promise)) respond(request, response, answer);
    else void answer.then((its) => response.destroyed || respond(request, response, its));
  });
}

function serveStream(
  method: StreamMethod,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const call = new StreamedCall(method, {
    begin: (status, headers) => response.writeHead(status, headers).flushHeaders(),
    write: (text) => {
      const takesMore = response.write(text);
      // A client that does not read is not listened to either.
      if (!takesMore) request.pause();
      return takesMore;
    },
    end: () => response.end(),
  });
  response.on('drain', () => {
    request.resume();
    call.drained();
  });
  response.on('close', () => call.gone());
  request.setEncoding('latin1');
  request.on('data', (piece: string) => call.piece(piece));
  request.on('end', () => call.ended());
}
