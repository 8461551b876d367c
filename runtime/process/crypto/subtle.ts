import { digestNamed } from './digests.ts';

const ALGORITHMS = /^SHA-(1|256|384|512)$/i;

type ExceptionClass = new (message: string, name: string) => Error;

/** crypto.subtle.digest: https://w3c.github.io/webcrypto/#SubtleCrypto-method-digest */
export function subtleDigest(Exception: ExceptionClass) {
  return async function digest(
    algorithm: string | { readonly name: string },
    data: BufferSource,
  ): Promise<ArrayBuffer> {
    const name = typeof algorithm === 'string' ? algorithm : algorithm?.name;
    const hash = ALGORITHMS.test(name) ? digestNamed(name) : undefined;
    if (hash === undefined) throw new Exception('Unrecognized algorithm name', 'NotSupportedError');
    const bytes = ArrayBuffer.isView(data)
      ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
      : new Uint8Array(data);
    return hash(bytes).slice().buffer as ArrayBuffer;
  };
}
