import { Writable } from 'readable-stream';
import { host, perProcess } from './current.ts';
import type { OutputStream } from './host.ts';
import { TextDecoder } from './web/encoding/text-decoder.ts';

const STREAM_OPTIONS = { decodeStrings: false };

/** process.stdout or process.stderr: a pipe, as for a service that a supervisor runs. */
export class StandardOutput extends Writable {
  readonly fd: 1 | 2;
  readonly isTTY = undefined;
  readonly #stream: OutputStream;
  /** Made for the first bytes: most programs write text. */
  #decoder: TextDecoder | null = null;

  constructor(stream: OutputStream) {
    super(STREAM_OPTIONS);
    this.#stream = stream;
    this.fd = stream === 'stdout' ? 1 : 2;
  }

  override _write(chunk: string | Uint8Array, _encoding: string, done: () => void): void {
    host.output(this.#stream, typeof chunk === 'string' ? chunk : this.#decode(chunk));
    done();
  }

  #decode(bytes: Uint8Array): string {
    this.#decoder ??= new TextDecoder();
    return this.#decoder.decode(bytes, { stream: true });
  }
}

export const currentStdout = perProcess(() => new StandardOutput('stdout'));
export const currentStderr = perProcess(() => new StandardOutput('stderr'));
