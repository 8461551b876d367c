import { StringDecoder } from 'node:string_decoder';
import type { Channel } from './channel.ts';

/**
 * The container's terminal has one stream for both, and its own idea of line ends: so what the
 * service prints goes to the gateway, with its stream.
 */
export function passOutput(channel: Channel): void {
  for (const name of ['stdout', 'stderr'] as const) {
    const decoder = new StringDecoder('utf8');
    const stream = process[name];
    stream.write = ((
      chunk: string | Uint8Array,
      encoding?: BufferEncoding | (() => void),
      callback?: () => void,
    ) => {
      const bytes =
        typeof chunk === 'string'
          ? Buffer.from(chunk, typeof encoding === 'string' ? encoding : 'utf8')
          : Buffer.from(chunk);
      const text = decoder.write(bytes);
      if (text !== '') channel.tell({ type: 'printed', stream: name, text });
      const done = typeof encoding === 'function' ? encoding : callback;
      if (done !== undefined) process.nextTick(done);
      return true;
    }) as typeof stream.write;
  }
}
