import type { EventEmitter } from 'node:events';
import type { ReadStream, WriteStream } from 'node:fs';
import { expect, test } from 'vitest';
import { type FsProgram, outcome, seenOnNode, seenOnVolume } from './testing.ts';

const EVENTS = ['open', 'ready', 'data', 'end', 'finish', 'error', 'close'];

/** Writes down every event of a stream until it has closed. */
async function eventsOf(stream: ReadStream | WriteStream): Promise<[string, unknown][]> {
  const seen: [string, unknown][] = [];
  const emitter: EventEmitter = stream;
  for (const event of EVENTS) {
    if (event === 'data' && !('read' in stream)) continue;
    emitter.on(event, (given: unknown) => seen.push([event, told(given)]));
  }
  await new Promise((resolve) => emitter.once('close', resolve));
  return seen;
}

function told(given: unknown): unknown {
  if (given instanceof Error) return given.message;
  return given instanceof Uint8Array ? String(given) : typeof given;
}

const PROGRAMS: Record<string, FsProgram> = {
  'a write stream writes what it is given and then closes': async (fs, root) => {
    const stream = fs.createWriteStream(`${root}/f`);
    const before = [stream.pending, stream.path, stream.bytesWritten];
    stream.write('abc');
    stream.write(Buffer.from('def'));
    stream.end('ghi');
    const events = await eventsOf(stream);
    return [
      before,
      events,
      stream.pending,
      stream.bytesWritten,
      fs.readFileSync(`${root}/f`, 'utf8'),
    ];
  },
  'a write stream begins where it is told': async (fs, root) => {
    fs.writeFileSync(`${root}/f`, 'abcdef');
    const middle = fs.createWriteStream(`${root}/f`, { flags: 'r+', start: 2 });
    middle.end('XY');
    await eventsOf(middle);
    const end = fs.createWriteStream(`${root}/f`, { flags: 'a', encoding: 'hex' });
    end.end('6768');
    await eventsOf(end);
    return fs.readFileSync(`${root}/f`, 'utf8');
  },
  'a read stream gives the file in pieces': async (fs, root) => {
    fs.writeFileSync(`${root}/f`, 'abcdefghij');
    const stream = fs.createReadStream(`${root}/f`, { start: 2, end: 6, highWaterMark: 3 });
    const events = await eventsOf(stream);
    return [events, stream.bytesRead];
  },
  'a read stream can be iterated, in text': async (fs, root) => {
    fs.writeFileSync(`${root}/f`, 'grüße '.repeat(20_000));
    const sizes: number[] = [];
    let text = '';
    for await (const piece of fs.createReadStream(`${root}/f`, 'utf8')) {
      sizes.push(piece.length);
      text += piece;
    }
    return [sizes, text === 'grüße '.repeat(20_000)];
  },
  'a stream on a file that is not there ends in an error': async (fs, root) => [
    await eventsOf(fs.createReadStream(`${root}/none`)),
    await eventsOf(fs.createWriteStream(`${root}/none/f`)),
  ],
  'a stream can be given a descriptor or a handle': async (fs, root) => {
    fs.writeFileSync(`${root}/f`, 'content');
    const fd = fs.openSync(`${root}/f`, 'r');
    const kept = fs.createReadStream('', { fd, autoClose: false, start: 1 });
    const first = [];
    for await (const piece of kept) first.push(String(piece));
    const still = fs.fstatSync(fd).size;
    fs.closeSync(fd);
    const handle = await fs.promises.open(`${root}/f`);
    const second = await eventsOf(handle.createReadStream({ encoding: 'utf8' }) as ReadStream);
    return [first, still, second, handle.fd];
  },
  'streams can be ended early': async (fs, root) => {
    fs.writeFileSync(`${root}/f`, 'content');
    const reader = fs.createReadStream(`${root}/f`);
    reader.destroy(new Error('enough'));
    const read = await eventsOf(reader);
    const writer = fs.createWriteStream(`${root}/g`);
    writer.write('kept');
    await new Promise((resolve) => writer.close(resolve));
    return [
      read.filter(([event]) => event !== 'open' && event !== 'ready'),
      fs.readFileSync(`${root}/g`, 'utf8'),
    ];
  },
  'ranges that make no sense are refused': (fs, root) => [
    outcome(() => fs.createReadStream(`${root}/f`, { start: 5, end: 2 })),
    outcome(() => fs.createReadStream(`${root}/f`, { start: 'x' as never })),
    outcome(() => fs.createReadStream(undefined as never)),
  ],
};

for (const [sentence, program] of Object.entries(PROGRAMS)) {
  test(sentence, async () => {
    expect(await seenOnVolume(program)).toBe(await seenOnNode(program));
  });
}
