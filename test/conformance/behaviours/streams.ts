import { once } from 'node:events';
import { PassThrough, Readable, Transform, Writable } from 'node:stream';
import { area } from './behaviour.ts';
import { after, errorOf, told } from './kit.ts';

/** A writable that keeps what it was given and takes each chunk only when `take` is called. */
function slowWritable(highWaterMark: number) {
  const taken: string[] = [];
  const waiting: (() => void)[] = [];
  const writable = new Writable({
    highWaterMark,
    write(chunk, _, done) {
      taken.push(String(chunk));
      waiting.push(done);
    },
  });
  return { writable, taken, take: () => waiting.shift()?.() };
}

export const behaviours = area('streams', {
  'write says false when the buffer is full, drain when it is not': async (print) => {
    const { writable, take } = slowWritable(4);
    print(writable.write('ab'), writable.writableNeedDrain, writable.writableLength);
    print(writable.write('cd'), writable.writableNeedDrain, writable.writableLength);
    const drained = once(writable, 'drain').then(() => print('drain'));
    take();
    await after(0);
    print(writable.writableLength);
    take();
    await drained;
    print(writable.writableNeedDrain);
  },

  'push says false when the buffer is full': (print) => {
    const readable = new Readable({ highWaterMark: 3, read() {} });
    print(readable.push('ab'), readable.push('c'), readable.readableLength);
    print(String(readable.read(1)), String(readable.read()), readable.read());
  },

  'defaults of the buffers': (print) => {
    print(new PassThrough().readableHighWaterMark, new PassThrough().writableHighWaterMark);
    const objects = new PassThrough({ objectMode: true });
    print(objects.readableHighWaterMark, objects.readableObjectMode);
  },

  'read is called when more is wanted, and not before': async (print) => {
    let reads = 0;
    const readable = new Readable({
      highWaterMark: 2,
      read() {
        reads += 1;
        this.push(reads > 3 ? null : 'x');
      },
    });
    print(reads);
    let text = '';
    for await (const chunk of readable) text += chunk;
    print(reads, text, readable.readableEnded, readable.destroyed);
  },

  'events of a readable that ends': async (print) => {
    const source = new Readable({ read() {} });
    for (const event of ['readable', 'end', 'close']) source.on(event, () => print(event));
    source.on('readable', () => {
      while (source.read() !== null);
    });
    source.push('a');
    source.push(null);
    await once(source, 'close');
  },

  'events of a writable that ends': async (print) => {
    const sink = new Writable({
      write: (_chunk, _, done) => done(),
      final(done) {
        print('final');
        done();
      },
      destroy(error, done) {
        print('destroy', error);
        done(error);
      },
    });
    for (const event of ['prefinish', 'finish', 'close']) sink.on(event, () => print(event));
    sink.end('x', () => print('end callback'));
    print(sink.writableEnded, sink.writableFinished);
    await once(sink, 'close');
  },

  'pause, resume and their state': async (print) => {
    const source = new PassThrough();
    print(source.readableFlowing);
    const seen: string[] = [];
    source.on('data', (chunk) => seen.push(String(chunk)));
    print(source.readableFlowing, source.pause().isPaused(), source.readableFlowing);
    source.write('a');
    await after(0);
    print(seen);
    source.resume();
    await after(0);
    print(seen, source.readableFlowing);
  },

  'errors of streams that were misused': async (print) => {
    const sink = new PassThrough();
    sink.on('error', (error) => print(told(error)));
    print(await errorOf(() => sink.write(1)));
    print(await errorOf(() => sink.write(null)));
    sink.end();
    sink.write('late');
    await after(0);
    const unfinished = new Readable();
    unfinished.on('error', (error) => print(told(error)));
    unfinished.read();
    await after(0);
    const pushed = Readable.from([]);
    pushed.on('error', (error) => print(told(error)));
    pushed.resume();
    await once(pushed, 'end');
    pushed.push('x');
    await after(0);
  },

  'object streams keep objects, and text is not joined': async (print) => {
    const objects = new PassThrough({ objectMode: true });
    objects.write({ a: 1 });
    objects.write('text');
    objects.end([2]);
    print(await objects.toArray());
    const text = new PassThrough({ encoding: 'utf8' });
    text.write('a');
    text.end('b');
    print(await text.toArray());
  },

  'setEncoding keeps characters whole across chunks': async (print) => {
    const source = new PassThrough();
    source.setEncoding('utf8');
    const bytes = Buffer.from('a€b');
    source.write(bytes.subarray(0, 2));
    source.end(bytes.subarray(2));
    print((await source.toArray()).join('|'));
  },

  'Transform flushes at its end': async (print) => {
    let count = 0;
    const counting = new Transform({
      transform(chunk, _, done) {
        count += chunk.length;
        done(null, chunk);
      },
      flush(done) {
        this.push(` (${count})`);
        done();
      },
    });
    counting.write('abc');
    counting.end('de');
    print(String(Buffer.concat(await counting.toArray())));
  },

  'unshift puts back what was read': async (print) => {
    const source = new PassThrough();
    source.end('hello');
    await once(source, 'readable');
    const first = source.read(2);
    source.unshift(first);
    print(String(source.read()));
  },

  'cork gathers writes into one': async (print) => {
    const calls: number[] = [];
    const sink = new Writable({
      writev(chunks, done) {
        calls.push(chunks.length);
        done();
      },
    });
    sink.cork();
    sink.write('a');
    sink.write('b');
    process.nextTick(() => sink.uncork());
    sink.end();
    await once(sink, 'finish');
    print(calls);
  },
});
