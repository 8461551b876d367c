import type { ServerHttp2Stream } from 'node:http2';
import { toRefusal } from '../gateway/answer.ts';
import type { UnaryMethod } from '../server/method.ts';
import { Code, Refusal } from '../status.ts';
import type { Answer } from './answer.ts';
import { framed, messageOf } from './message.ts';
import { MessageReader } from './message-reader.ts';

/** Answers a call once its message is there; whatever comes after that is not looked at. */
export function serveUnary(method: UnaryMethod, stream: ServerHttp2Stream, answer: Answer): void {
  const reader = new MessageReader();
  let isHandled = false;
  stream.on('data', (piece: Buffer) => {
    if (isHandled || answer.isOver) return;
    try {
      reader.push(piece);
      const bytes = reader.next();
      if (bytes === null) return;
      isHandled = true;
      handle(method, bytes, answer);
    } catch (error) {
      answer.end(toRefusal(error));
    }
  });
  stream.on('end', () => {
    if (!isHandled) answer.end(endedEarly(reader));
  });
}

function handle(method: UnaryMethod, bytes: Buffer, answer: Answer): void {
  const { request, response } = method;
  const message = messageOf(request, bytes, 'error unmarshalling request:');
  const answered = method.handle(message, { onGone: (run) => answer.onCutOff(run) });
  if (!(answered instanceof Promise)) {
    answer.endWith(framed(response, answered));
    return;
  }
  answered
    .then((its) => answer.endWith(framed(response, its)))
    .catch((error: unknown) => answer.end(toRefusal(error)));
}

/** The client has ended its side, and the message is not whole. */
export function endedEarly(reader: MessageReader): Refusal {
  return new Refusal(Code.UNKNOWN, reader.isWithin ? 'unexpected EOF' : 'EOF');
}
