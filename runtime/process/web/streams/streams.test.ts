import { expect, test } from 'vitest';
import { sameAsNode, WebTestHost } from '../testing.ts';

sameAsNode([
  [
    'a source is pulled as its reader reads',
    async ({ ReadableStream }) => {
      const seen: unknown[] = [];
      const stream = new ReadableStream<number>({
        pull(controller) {
          seen.push('pull');
          if (seen.length > 3) controller.close();
          else controller.enqueue(seen.length);
        },
      });
      for await (const value of stream) seen.push(value);
      return [seen, stream.locked];
    },
  ],
  [
    'what goes through a transform',
    async ({ ReadableStream, TransformStream }) => {
      const double = new TransformStream<number, number>({
        transform: (value, controller) => controller.enqueue(value * 2),
      });
      const stream = ReadableStream.from([1, 2, 3]) as InstanceType<typeof ReadableStream<number>>;
      const seen: number[] = [];
      for await (const value of stream.pipeThrough(double)) seen.push(value);
      return seen;
    },
  ],
  [
    'tee gives both the same',
    async ({ ReadableStream }) => {
      const [one, two] = ReadableStream.from('ab').tee();
      const read = async (stream: AsyncIterable<unknown>) => {
        const seen: unknown[] = [];
        for await (const value of stream) seen.push(value);
        return seen;
      };
      return Promise.all([read(one), read(two)]);
    },
  ],
  [
    'writes wait for each other',
    async ({ WritableStream }) => {
      const seen: unknown[] = [];
      const stream = new WritableStream<string>({
        async write(chunk) {
          seen.push(`begin ${chunk}`);
          await Promise.resolve();
          seen.push(`end ${chunk}`);
        },
        close: () => void seen.push('close'),
      });
      const writer = stream.getWriter();
      writer.write('a');
      writer.write('b');
      seen.push(writer.desiredSize);
      await writer.close();
      return seen;
    },
  ],
  [
    "the sink's signal aborts with the reason",
    async ({ WritableStream }) => {
      let signal: unknown;
      const seen: unknown[] = [];
      const stream = new WritableStream({
        start(controller) {
          signal = controller.signal;
          controller.signal.addEventListener('abort', () => seen.push(controller.signal.reason));
        },
      });
      await stream.abort('why');
      return [signal, seen];
    },
  ],
  [
    'text is decoded across chunks',
    async ({ ReadableStream, TextDecoderStream }) => {
      const [first, second] = [new Uint8Array([0xe2, 0x82]), new Uint8Array([0xac, 65])];
      const seen: string[] = [];
      const stream = ReadableStream.from([first, second]).pipeThrough(
        new TextDecoderStream() as never,
      );
      for await (const text of stream) seen.push(text as string);
      return seen;
    },
  ],
  [
    'text is encoded across chunks',
    async ({ ReadableStream, TextEncoderStream }) => {
      const seen: unknown[] = [];
      const stream = ReadableStream.from(['a\uD83D', '\uDE00b', '\uD83D']).pipeThrough(
        new TextEncoderStream() as never,
      );
      for await (const bytes of stream) seen.push(bytes);
      return seen;
    },
  ],
  [
    'they print their state',
    (web) => {
      const { CountQueuingStrategy, ReadableStream, WritableStream } = web;
      const readable = new ReadableStream({ type: 'bytes' });
      readable.getReader();
      return [
        new ReadableStream(),
        readable,
        new WritableStream(),
        new CountQueuingStrategy({ highWaterMark: 3 }),
        new web.TextDecoderStream(),
        new web.TextEncoderStream(),
      ];
    },
  ],
  [
    'tags',
    ({ ReadableStream, WritableStream, TextDecoderStream }) => {
      return [new ReadableStream(), new WritableStream(), new TextDecoderStream()].map(String);
    },
  ],
]);

test("the sink's signal is one of this process's", () => {
  const { AbortSignal, WritableStream } = new WebTestHost().web;
  new WritableStream({
    start(controller) {
      expect(controller.signal).toBeInstanceOf(AbortSignal);
      expect(controller.signal).toBe(controller.signal);
    },
  });
  expect.assertions(2);
});

test('a pipe is given up with the reason of its signal', async () => {
  const { AbortController, ReadableStream, WritableStream } = new WebTestHost().web;
  const controller = new AbortController();
  const pipe = new ReadableStream().pipeTo(new WritableStream(), {
    signal: controller.signal as never,
  });
  controller.abort('why');
  await expect(pipe).rejects.toBe('why');
});
