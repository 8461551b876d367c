import { createWeb } from '../index.ts';

/**
 * For tests: after how many turns of the promise queue things settle. The engines' own classes
 * differ here from one engine to the other; ours must not, or one schedule would be two.
 */
export async function turnsUntilSettled(): Promise<Readonly<Record<string, number>>> {
  const web = createWeb(noHost);
  const { Blob, FormData, ReadableStream, Request, Response, TextDecoderStream } = web;
  const bytes = () => ReadableStream.from([new Uint8Array([123]), new Uint8Array([125])]) as never;
  const turns: Record<string, number> = {};
  const measure = async (name: string, begin: () => Promise<unknown>) => {
    turns[name] = await turnsOf(begin());
  };
  await measure('text of a response', () => new Response('a').text());
  await measure('JSON of a response', () => new Response('{}').json());
  await measure('JSON of a stream', () => new Response(bytes()).json());
  await measure('JSON of a clone of a stream', () => new Response(bytes()).clone().json());
  await measure('text of a request', () => {
    return new Request('http://a', { method: 'POST', body: 'a' }).clone().text();
  });
  await measure('first read of a body', () => reader(new Response('a')).read());
  await measure('end of a body', async () => {
    for await (const _ of new Response('a').body ?? []);
  });
  await measure('text of a blob', () => new Blob(['a']).text());
  await measure('a form there and back', () => {
    const form = new FormData();
    form.append('a', new Blob(['b']));
    return new Response(form).formData();
  });
  await measure('a pipe through a decoder', () => {
    const text = new Response(bytes()).body?.pipeThrough(new TextDecoderStream() as never);
    return text?.getReader().read() ?? Promise.reject(new Error('no body'));
  });
  return turns;
}

function reader(response: { readonly body: ReadableStreamLike | null }) {
  if (response.body === null) throw new Error('This response has no body.');
  return response.body.getReader();
}

interface ReadableStreamLike {
  getReader(): { read(): Promise<unknown> };
}

/** Counts turns, each of them a promise that settles after the one before. */
async function turnsOf(promise: Promise<unknown>): Promise<number> {
  let settled = false;
  const note = () => {
    settled = true;
  };
  promise.then(note, note);
  for (let turns = 0; turns < 1000; turns++) {
    if (settled) return turns;
    await null;
  }
  throw new Error('It does not settle by promises alone.');
}

const nothing = () => undefined;

/** Nothing here may need more of the world than the time. */
const noHost = {
  clock: { epochMs: () => 0, monotonicMs: () => 0 },
  random: (bytes: Uint8Array) => void bytes.fill(1),
  enter: (callback: () => void) => callback(),
  nextTick: nothing,
  openHandle: () => nothing,
} as unknown as Parameters<typeof createWeb>[0];

/** What turnsUntilSettled gives in every engine. */
export const TURNS: Readonly<Record<string, number>> = {
  'text of a response': 4,
  'JSON of a response': 4,
  'JSON of a stream': 17,
  'JSON of a clone of a stream': 17,
  'text of a request': 4,
  'first read of a body': 2,
  'end of a body': 5,
  'text of a blob': 1,
  'a form there and back': 4,
  'a pipe through a decoder': 5,
};
