import { Call } from './http/call.ts';
import { Refusal } from './http/refusal.ts';
import { type Reply, text, toResponse } from './http/reply.ts';
import type { Router } from './http/router.ts';

/** Answers requests: whatever goes wrong is an answer too. */
export function createHandler(router: Router): (request: Request) => Promise<Response> {
  return async function answerConsul(request) {
    try {
      const call = new Call(request);
      return toResponse(await answer(router, call), call.has('pretty'));
    } catch (error) {
      return toResponse(refuse(error), false);
    }
  };
}

async function answer(router: Router, call: Call): Promise<Reply> {
  try {
    return await router.answer(call);
  } catch (error) {
    return refuse(error);
  }
}

function refuse(error: unknown): Reply {
  if (error instanceof Refusal) return text(error.status, error.message);
  return text(500, error instanceof Error ? error.message : String(error));
}
