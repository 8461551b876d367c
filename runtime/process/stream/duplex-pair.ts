import { Duplex, type DuplexOptions } from 'readable-stream';

type Done = (error?: Error | null) => void;

/** One of two ends: what is written to it is read from the other. */
class End extends Duplex {
  other: End | null = null;
  /** The other end's writer, which waits until what it wrote has been asked for. */
  #taken: Done | null = null;

  override _read(): void {
    const taken = this.#taken;
    this.#taken = null;
    taken?.();
  }

  override _write(chunk: Uint8Array, _encoding: string, done: Done): void {
    this.other?.receive(chunk, done);
  }

  override _final(done: Done): void {
    this.other?.on('end', () => done());
    this.other?.push(null);
  }

  receive(chunk: Uint8Array, done: Done): void {
    if (chunk.length === 0) {
      done();
      return;
    }
    this.push(chunk);
    this.#taken = done;
  }
}

/** stream.duplexPair: two streams, each of which reads what the other writes. */
export function duplexPair(options?: DuplexOptions): [Duplex, Duplex] {
  const [one, other] = [new End(options), new End(options)];
  one.other = other;
  other.other = one;
  return [one, other];
}
