import type { ByteString } from '../bytes.ts';
import { decodeJson } from '../json/decode.ts';
import { encodeJson } from '../json/encode.ts';
import { JsonReader } from '../json/parse.ts';
import type { MessageType } from '../schema/schema.ts';
import { sizeOf } from '../schema/size.ts';
import type { UnaryCall } from '../server/call.ts';
import type { UnaryMethod } from '../server/method.ts';
import { type Answer, answers, refusalAnswer, toRefusal } from './answer.ts';
import { checkSize, MAX_MESSAGE_BYTES } from './limits.ts';

/** Calls a method with the message in a request's body. Never rejects. */
export function answerUnary(
  method: UnaryMethod,
  body: ByteString,
  call: UnaryCall,
): Answer | Promise<Answer> {
  try {
    const answer = method.handle(decodeFirst(method.request, body), call);
    return answer instanceof Promise
      ? answer.then((message) => encoded(method, message), refused)
      : encoded(method, answer);
  } catch (error) {
    return refused(error);
  }
}

/** The first message of a body; what follows is not looked at, as the gateway does not. */
export function decodeFirst(type: MessageType, body: ByteString): object {
  const message = decodeJson(type, new JsonReader(body).next() ?? null);
  if (body.length > MAX_MESSAGE_BYTES / 2) checkSize(sizeOf(type, message));
  return message;
}

function encoded({ response }: UnaryMethod, message: object): Answer {
  return answers.message(encodeJson(response, message as never));
}

function refused(error: unknown): Answer {
  return refusalAnswer(toRefusal(error));
}
