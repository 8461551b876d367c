import { Buffer } from 'buffer';
import * as stringDecoder from 'string_decoder';
import { nodeError } from '../errors/node-error.ts';

/** node:string_decoder's, with the errors of Node's. */
export class StringDecoder extends stringDecoder.StringDecoder {
  constructor(encoding: BufferEncoding = 'utf8') {
    if (encoding && !Buffer.isEncoding(encoding)) {
      throw nodeError(TypeError, 'ERR_UNKNOWN_ENCODING', `Unknown encoding: ${encoding}`);
    }
    super(encoding);
  }
}
