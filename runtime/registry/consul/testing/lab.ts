import type { ConsulObservation } from '../../observation.ts';
import type { Storage } from '../../storage.ts';
import { type Consul, type ConsulOptions, createConsul } from '../index.ts';
import { VirtualTime } from './virtual-time.ts';

/** A Consul on a virtual clock, with what tests say to it. */
export interface Lab {
  readonly time: VirtualTime;
  readonly consul: Consul;
  readonly observed: ConsulObservation[];
  /** Sends a request without letting time pass. `body` is sent as JSON unless it is text. */
  send(line: string, body?: unknown, init?: RequestInit): Promise<Response>;
  /** Sends a request, lets its write be done, and reads the answer. */
  ask(line: string, body?: unknown): Promise<Answer>;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
  /** The text read as JSON; null when it is none. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly json: any;
  readonly index: number;
  readonly headers: Headers;
}

export async function createLab(
  options: Partial<ConsulOptions> = {},
  storage: Storage | null = null,
  seed = 1,
): Promise<Lab> {
  const time = new VirtualTime();
  const observed: ConsulObservation[] = [];
  const consul = await createConsul(
    { nowMs: time.nowMs, setTimer: time.setTimer, random: seededRandom(seed), storage },
    {
      client: () => Promise.reject(new Error('no services in this test')),
      observe: (observation) => observed.push(observation),
      ...options,
    },
  );
  const send: Lab['send'] = (line, body, init = {}) => {
    const [method = 'GET', path = '/'] = line.split(' ');
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const request = new Request(`http://consul.test${path}`, {
      method,
      ...(text !== undefined && { body: text }),
      ...init,
    });
    return consul.fetch(request);
  };
  const ask: Lab['ask'] = async (line, body) => {
    const response = send(line, body);
    await time.pass(50);
    return readAnswer(await response);
  };
  return { time, consul, observed, send, ask };
}

export async function readAnswer(response: Response): Promise<Answer> {
  const text = await response.text();
  const index = Number(response.headers.get('x-consul-index') ?? 0);
  return { status: response.status, text, json: parsed(text), index, headers: response.headers };
}

/** What a promise has become by now: `pending` when nothing yet. */
export async function stateOf<T>(promise: Promise<T>): Promise<T | 'pending'> {
  const later = new Promise<'pending'>((resolve) => setImmediate(() => resolve('pending')));
  return Promise.race([promise, later]);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** mulberry32: enough for tests. */
function seededRandom(seed: number) {
  let state = seed;
  return {
    integer(below: number): number {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
    },
  };
}
