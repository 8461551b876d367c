import { PassThrough, Readable, Writable } from 'node:stream';
import { buffer, json, text } from 'node:stream/consumers';
import { area } from './behaviour.ts';
import { errorOf } from './kit.ts';

/** A web stream of these values. */
function streamOf<T>(...values: readonly T[]): ReadableStream<T> {
  return new ReadableStream({
    start(controller) {
      for (const value of values) controller.enqueue(value);
      controller.close();
    },
  });
}

export const behaviours = area('web streams', {
  'a reader reads until done': async (print) => {
    const reader = streamOf('a', 'b').getReader();
    print(await reader.read(), await reader.read(), await reader.read());
    await reader.closed;
    print('closed');
  },

  'async iteration locks, and lets go at its end': async (print) => {
    const stream = streamOf(1, 2);
    for await (const value of stream) print(value, stream.locked);
    print(stream.locked);
  },

  'a stream has one reader': async (print) => {
    const stream = streamOf('a');
    const reader = stream.getReader();
    print(stream.locked, await errorOf(() => stream.getReader()));
    reader.releaseLock();
    print(stream.locked, await errorOf(() => reader.read()));
  },

  'cancel tells the source why': async (print) => {
    const stream = new ReadableStream({
      cancel: (reason) => print('cancelled', reason),
    });
    await stream.cancel('enough');
    print(await stream.getReader().read());
  },

  'tee gives two streams': async (print) => {
    const [one, two] = streamOf('a', 'b').tee();
    const read = async (stream: ReadableStream<string>) => {
      const values: string[] = [];
      for await (const value of stream) values.push(value);
      return values;
    };
    print(await Promise.all([read(one), read(two)]));
  },

  'desiredSize tells how much is wanted': async (print) => {
    const sizes: unknown[] = [];
    const stream = new ReadableStream(
      {
        start(controller) {
          sizes.push(controller.desiredSize);
          controller.enqueue('a');
          sizes.push(controller.desiredSize);
          controller.enqueue('b');
          sizes.push(controller.desiredSize);
        },
      },
      new CountQueuingStrategy({ highWaterMark: 2 }),
    );
    await stream.getReader().read();
    print(sizes);
  },

  'pipeThrough and pipeTo carry to the end': async (print) => {
    const upper = new TransformStream<string, string>({
      transform: (chunk, controller) => controller.enqueue(chunk.toUpperCase()),
      flush: (controller) => controller.enqueue('END'),
    });
    const seen: string[] = [];
    const sink = new WritableStream<string>({
      write: (chunk) => void seen.push(chunk),
      close: () => print('sink closed'),
    });
    await streamOf('a', 'b').pipeThrough(upper).pipeTo(sink);
    print(seen);
  },

  'an error goes down a pipe': async (print) => {
    const failing = new ReadableStream({
      pull: (controller) => controller.error(new Error('broken')),
    });
    const sink = new WritableStream({ abort: (reason) => print('aborted', String(reason)) });
    print(await errorOf(() => failing.pipeTo(sink)));
  },

  'pipeTo stops at a signal': async (print) => {
    const control = new AbortController();
    const stream = new ReadableStream({ cancel: (reason) => print('cancelled', reason.name) });
    const piping = stream.pipeTo(new WritableStream(), { signal: control.signal });
    control.abort();
    print(await errorOf(() => piping));
  },

  'a writer waits for ready': async (print) => {
    const written: string[] = [];
    const stream = new WritableStream<string>({
      write: async (chunk) => {
        await null;
        written.push(chunk);
      },
    });
    const writer = stream.getWriter();
    print(writer.desiredSize);
    const first = writer.write('a');
    print(writer.desiredSize);
    await first;
    await writer.ready;
    print(writer.desiredSize, written);
    await writer.close();
    await writer.closed;
    print('closed');
  },

  'text is encoded and decoded by streams': async (print) => {
    const bytes = streamOf('é', '€').pipeThrough(new TextEncoderStream());
    const halves: Uint8Array<ArrayBuffer>[] = [];
    for await (const chunk of bytes) {
      halves.push(Uint8Array.from(chunk.subarray(0, 1)), Uint8Array.from(chunk.subarray(1)));
    }
    const decoded = streamOf(...halves).pipeThrough(new TextDecoderStream());
    let all = '';
    for await (const part of decoded) all += part;
    print(halves.length, all);
  },

  'Readable.toWeb and fromWeb convert': async (print) => {
    const web = Readable.toWeb(Readable.from([Buffer.from('a'), Buffer.from('b')]));
    print(web instanceof ReadableStream);
    const back = Readable.fromWeb(web);
    print(back instanceof Readable, await text(back));
  },

  'an error crosses the conversion': async (print) => {
    const node = new Readable({ read() {} });
    const reader = Readable.toWeb(node).getReader();
    node.destroy(new Error('in node'));
    print(await errorOf(() => reader.read()));
    const web = new ReadableStream({ pull: (it) => it.error(new Error('in web')) });
    print(await errorOf(() => text(Readable.fromWeb(web as never))));
  },

  'Writable.toWeb and fromWeb convert': async (print) => {
    const target = new PassThrough();
    const writer = Writable.toWeb(target).getWriter();
    const all = text(target);
    await writer.write(Buffer.from('web'));
    await writer.close();
    print(await all);
    const seen: string[] = [];
    const sink = new WritableStream({ write: (chunk) => void seen.push(String(chunk)) });
    const node = Writable.fromWeb(sink as never);
    await new Promise((resolve) => node.end('node', () => resolve(undefined)));
    print(seen);
  },

  'a web body can be piped by node streams': async (print) => {
    const body = new Response('from a response').body;
    if (body === null) throw new Error('no body');
    print(await text(Readable.fromWeb(body as never).pipe(new PassThrough())));
  },

  'consumers read a whole stream': async (print) => {
    print(await text(Readable.from(['a', 'b'])), await json(Readable.from(['[1,', '2]'])));
    print((await buffer(Readable.from([Buffer.from('xy')]))).length);
    print(await text(streamOf(new Uint8Array([65]))));
  },
});
