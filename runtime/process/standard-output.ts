import { Writable } from 'readable-stream';
import { host, perProcess } from './current.ts';
import type { OutputStream } from './host.ts';
import { TextDecoder } from './web/encoding/text-decoder.ts';

/** process.stdout or process.stderr: a pipe, as for a service that a supervisor runs. */
export class StandardOutput extends Writable {
  readonly fd: 1 | 2;
  readonly isTTY = undefined;

  constructor(stream: OutputStream) {
    const decoder = new TextDecoder();
    super({
      decodeStrings: false,
      write(chunk: string | Uint8Array, _encoding, done) {
        const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
        host.output(stream, text);
        done();
      },
    });
    this.fd = stream === 'stdout' ? 1 : 2;
  }
}

export const currentStdout = perProcess(() => new StandardOutput('stdout'));
export const currentStderr = perProcess(() => new StandardOutput('stderr'));
