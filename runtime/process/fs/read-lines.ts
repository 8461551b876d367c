import type { ReadStream } from './streams.ts';

/** What `handle.readLines()` gives: the lines of a file, without their ends, one by one. */
export class ReadLines implements AsyncIterable<string> {
  readonly #stream: ReadStream;

  constructor(stream: ReadStream) {
    this.#stream = stream;
  }

  close(): void {
    this.#stream.destroy();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<string> {
    this.#stream.setEncoding('utf8');
    let rest = '';
    for await (const chunk of this.#stream) {
      // A line break of two characters may be cut in half by the end of a chunk.
      const lines = (rest + chunk).split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop() ?? '';
      yield* lines;
    }
    const last = rest.replace(/\r$/, '');
    if (last !== '' || rest !== last) yield last;
  }
}
