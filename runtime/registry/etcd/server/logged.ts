import { toRefusal } from '../gateway/answer.ts';
import type { Log } from '../log/log.ts';
import type { ResponseStream } from './call.ts';
import type { Method } from './method.ts';

/** The method, answering only when all that it rests on is on the disk. */
export function logged(method: Method, log: Log): Method {
  if (method.kind !== 'unary') {
    return { ...method, open: (response) => method.open(whenFlushed(response, log)) };
  }
  return {
    ...method,
    handle: (request, call) => {
      log.check();
      const answer = method.handle(request, call);
      const isSettled = !(answer instanceof Promise) && log.flushed() === null;
      return isSettled ? answer : answerWhenFlushed(answer, log);
    },
  };
}

async function answerWhenFlushed(answer: object | Promise<object>, log: Log): Promise<object> {
  const message = await answer;
  await log.flushed();
  return message;
}

/** Holds messages back, in their order, while the disk works. */
function whenFlushed(response: ResponseStream<object>, log: Log): ResponseStream<object> {
  let waiting: object[] = [];
  let hasEnded = false;
  let isBehind = false;
  const sendAll = () => {
    for (const message of waiting.splice(0)) isBehind = !response.send(message) || isBehind;
    if (hasEnded) response.end();
  };
  const refuse = (error: unknown) => {
    waiting = [];
    response.fail(toRefusal(error));
  };
  return {
    send: (message) => {
      const flushed = log.flushed();
      if (flushed === null && waiting.length === 0) return response.send(message);
      if (waiting.push(message) === 1) Promise.resolve(flushed).then(sendAll, refuse);
      return !isBehind;
    },
    onDrain: (run) =>
      response.onDrain(() => {
        isBehind = false;
        run();
      }),
    onGone: (run) => response.onGone(run),
    end: () => {
      hasEnded = true;
      if (waiting.length === 0) response.end();
    },
    fail: (refusal) => response.fail(refusal),
  };
}
