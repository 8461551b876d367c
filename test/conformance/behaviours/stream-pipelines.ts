import {
  Duplex,
  finished,
  PassThrough,
  pipeline,
  Readable,
  Transform,
  Writable,
} from 'node:stream';
import { pipeline as pipelinePromise } from 'node:stream/promises';
import { area } from './behaviour.ts';
import { after, errorOf, told } from './kit.ts';

const upperCase = () =>
  new Transform({
    transform(chunk, _, done) {
      done(null, String(chunk).toUpperCase());
    },
  });

export const behaviours = area('streams', {
  'pipeline carries data, and calls back at its end': async (print) => {
    const parts: string[] = [];
    const sink = new Writable({
      write(chunk, _, done) {
        parts.push(String(chunk));
        done();
      },
    });
    const error = await new Promise((resolve) => {
      pipeline(Readable.from(['a', 'b']), upperCase(), sink, resolve);
    });
    print(parts, error);
  },

  'pipeline destroys every part when one fails': async (print) => {
    const source = Readable.from(['a', 'b', 'c']);
    const failing = new Transform({
      transform(_chunk, _, done) {
        done(new Error('broken'));
      },
    });
    const sink = new PassThrough();
    print(await errorOf(() => pipelinePromise(source, failing, sink)));
    print(source.destroyed, failing.destroyed, sink.destroyed);
  },

  'pipeline takes generators': async (print) => {
    const parts: string[] = [];
    await pipelinePromise(
      Readable.from(['x', 'y']),
      async function* (source: AsyncIterable<string>) {
        for await (const chunk of source) yield `${chunk}!`;
      },
      async (source: AsyncIterable<string>) => {
        for await (const chunk of source) parts.push(chunk);
      },
    );
    print(parts);
  },

  'pipeline is aborted by a signal': async (print) => {
    const control = new AbortController();
    const source = new Readable({ read() {} });
    const piping = pipelinePromise(source, new PassThrough(), { signal: control.signal });
    control.abort();
    print(await errorOf(() => piping), source.destroyed);
  },

  'pipeline tells of a stream that closed too early': async (print) => {
    const source = new Readable({ read() {} });
    const piping = errorOf(() => pipelinePromise(source, new PassThrough()));
    source.destroy();
    print(await piping);
  },

  'finished tells of the end, of errors and of early closing': async (print) => {
    const finish = (stream: Readable | Writable) =>
      new Promise((resolve) => {
        finished(stream, (error) => resolve(error ? told(error) : 'ended'));
      });
    const ended = Readable.from(['x']);
    ended.resume();
    print(await finish(ended));
    const failed = new PassThrough();
    failed.destroy(new Error('mine'));
    print(await finish(failed));
    const early = new PassThrough();
    early.destroy();
    print(await finish(early));
  },

  'pipe passes the end on, but not errors': async (print) => {
    const target = new PassThrough();
    Readable.from(['a', 'b']).pipe(target);
    print(String(Buffer.concat(await target.toArray())));
    const broken = new Readable({ read() {} });
    const other = new PassThrough();
    broken.on('error', (error) => print(told(error)));
    broken.pipe(other);
    broken.destroy(new Error('source'));
    await after(0);
    print(other.destroyed);
  },

  'leaving an async iteration destroys the stream': async (print) => {
    const source = Readable.from(['a', 'b', 'c']);
    for await (const chunk of source) {
      print(chunk);
      break;
    }
    print(source.destroyed, source.readableAborted);
  },

  'an async iteration throws the error of the stream': async (print) => {
    const source = new Readable({ read() {} });
    source.push('a');
    setTimeout(() => source.destroy(new Error('late')), 5);
    const seen: string[] = [];
    const reading = async () => {
      for await (const chunk of source) seen.push(String(chunk));
    };
    print(await errorOf(reading), seen);
  },

  'readables have map, filter, take and their kind': async (print) => {
    const numbers = () => Readable.from([1, 2, 3, 4, 5]);
    print(
      await numbers()
        .map((n) => n * 2)
        .filter((n) => n > 2)
        .take(2)
        .toArray(),
    );
    print(await numbers().drop(3).toArray(), await numbers().some((n) => n > 4));
    print(await numbers().reduce((sum, n) => sum + n, 0), await numbers().find((n) => n > 2));
  },

  'Duplex.from joins generators into a stream': async (print) => {
    const shout = Duplex.from(async function* (source: AsyncIterable<Buffer>) {
      for await (const chunk of source) yield String(chunk).toUpperCase();
    });
    shout.end('quiet');
    print((await shout.toArray()).map(String));
  },
});
