import { toByteString } from '../bytes.ts';
import type { StreamMethod } from '../server/method.ts';
import { type Answer, refusalAnswer, toRefusal } from './answer.ts';
import { MAX_BODY_BYTES, tooLong } from './limits.ts';
import type { Route } from './route.ts';
import { StreamedCall } from './streaming.ts';
import { answerUnary } from './unary.ts';

export type FetchHandler = (request: Request) => Promise<Response>;

/** Bytes of an answer that wait for a client which does not read, before its watches stop. */
const HIGH_WATER_BYTES = 64 * 1024;

/** The gateway as a function of requests. A streamed answer resolves with its first message. */
export function fetchHandler(route: (method: string, target: string) => Route): FetchHandler {
  return async (request) => {
    const found = route(request.method, new URL(request.url).pathname);
    if ('answer' in found) return toResponse(found.answer);
    const { method } = found;
    if (method.kind !== 'unary') return streamed(method, request);
    let body: string;
    try {
      body = await readWhole(request);
    } catch (error) {
      return toResponse(refusalAnswer(toRefusal(error)));
    }
    const onGone = (run: () => void) => request.signal.addEventListener('abort', run);
    return toResponse(await answerUnary(method, body, { onGone }));
  };
}

function toResponse({ status, headers, body }: Answer): Response {
  return new Response(body, { status, headers });
}

async function readWhole({ body }: Request): Promise<string> {
  let text = '';
  for await (const piece of piecesOf(body)) {
    text += toByteString(piece);
    if (text.length > MAX_BODY_BYTES) throw tooLong(text.length);
  }
  return text;
}

function streamed(method: StreamMethod, request: Request): Promise<Response> {
  return new Promise((resolve) => {
    const encoder = new TextEncoder();
    let controller: ReadableStreamDefaultController<Uint8Array> | null = null;
    let drained = () => {};
    let mayRead: Promise<void> | null = null;
    const body = new ReadableStream<Uint8Array>(
      {
        start: (its) => {
          controller = its;
        },
        pull: () => drained(),
        cancel: () => call.gone(),
      },
      { highWaterMark: HIGH_WATER_BYTES, size: (chunk) => chunk?.byteLength ?? 0 },
    );
    const call: StreamedCall = new StreamedCall(method, {
      begin: (status, headers) => resolve(new Response(body, { status, headers })),
      write: (text) => {
        controller?.enqueue(encoder.encode(text));
        if ((controller?.desiredSize ?? 0) > 0) return true;
        // A client that does not read is not listened to either.
        mayRead ??= new Promise((goOn) => {
          drained = () => {
            drained = () => {};
            mayRead = null;
            goOn();
            call.drained();
          };
        });
        return false;
      },
      end: () => controller?.close(),
    });
    request.signal.addEventListener('abort', () => call.gone());
    void feed(call, request, () => mayRead);
  });
}

async function feed(
  call: StreamedCall,
  { body }: Request,
  mayRead: () => Promise<void> | null,
): Promise<void> {
  try {
    for await (const piece of piecesOf(body)) {
      call.piece(toByteString(piece));
      await mayRead();
    }
    call.ended();
  } catch {
    call.gone();
  }
}

async function* piecesOf(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader();
  for (;;) {
    const next = await reader?.read();
    if (next === undefined || next.done) return;
    yield next.value;
  }
}
