import { createServer } from 'node:http';
import {
  BrokenCircuitError,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleAll,
  retry,
  TaskCancelledError,
  TimeoutStrategy,
  timeout,
} from 'cockatiel';

const patient = retry(handleAll, {
  maxAttempts: 3,
  backoff: new ExponentialBackoff({ initialDelay: 5 }),
});
const breaker = circuitBreaker(handleAll, {
  halfOpenAfter: 60_000,
  breaker: new ConsecutiveBreaker(2),
});
const hasty = timeout(20, TimeoutStrategy.Aggressive);

/** Tells how often it was tried before it did, or that it never did. */
async function tries(failures: number): Promise<string> {
  let count = 0;
  try {
    await patient.execute(() => {
      count += 1;
      if (count <= failures) throw new Error('not yet');
    });
    return `done after ${count}`;
  } catch (error) {
    return `${(error as Error).message} after ${count}`;
  }
}

async function breaks(): Promise<string> {
  let calls = 0;
  const fail = () => {
    calls += 1;
    throw new Error('down');
  };
  for (let i = 0; i < 4; i++) {
    const error = await breaker.execute(fail).catch((reason: unknown) => reason);
    if (error instanceof BrokenCircuitError) return `open after ${calls}`;
  }
  return 'never open';
}

async function tooSlow(): Promise<string> {
  const never = () => new Promise<void>(() => {});
  const error = await hasty.execute(never).catch((reason: unknown) => reason);
  return error instanceof TaskCancelledError ? 'given up' : `${error}`;
}

const ANSWERS: Readonly<Record<string, () => Promise<string>>> = {
  '/two-failures': () => tries(2),
  '/ten-failures': () => tries(10),
  '/breaks': breaks,
  '/too-slow': tooSlow,
};

createServer(async (request, response) => {
  response.end((await ANSWERS[request.url ?? '']?.()) ?? 'what?');
}).listen(Number(process.env.PORT));
