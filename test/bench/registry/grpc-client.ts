import { connect } from 'node:http2';
import type { Client } from './clients.ts';

/**
 * gRPC by node:http2 alone, on one connection. npm's etcd3 takes so long over a call that it is what
 * would be measured.
 */
export function grpcClient(url: string): Client {
  const session = connect(url);
  // What is wrong is told to the calls.
  session.on('error', () => {});
  const call = (method: string, message: Buffer) =>
    new Promise<void>((resolve, reject) => {
      const stream = session.request({
        ':method': 'POST',
        ':path': `/etcdserverpb.KV/${method}`,
        'content-type': 'application/grpc',
        te: 'trailers',
      });
      let status: string | undefined;
      stream.on('response', (headers) => {
        status = headers['grpc-status'] as string | undefined;
      });
      stream.on('trailers', (trailers) => {
        status = trailers['grpc-status'] as string | undefined;
      });
      stream.on('error', reject);
      stream.on('end', () => {
        if (status === '0') resolve();
        else reject(new Error(`${method} ended with the status ${status}.`));
      });
      stream.resume();
      stream.end(framed(message));
    });
  return {
    put: (key, value) => call('Put', put(key, value)),
    range: (key) => call('Range', field(1, key)),
    txn: (key, value) => call('Txn', txn(key, value)),
    close: () => session.destroy(),
  };
}

/** gRPC over HTTP/2: a byte for compression, the length, the message. */
function framed(message: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}

/** A field of protobuf that has a length, in the wire format; below 16384 bytes. */
function field(number: number, content: string | Buffer): Buffer {
  const bytes = Buffer.from(content);
  const length =
    bytes.length < 0x80 ? [bytes.length] : [(bytes.length & 0x7f) | 0x80, bytes.length >> 7];
  return Buffer.concat([Buffer.from([(number << 3) | 2, ...length]), bytes]);
}

/** PutRequest of etcd's rpc.proto. */
function put(key: string, value: string): Buffer {
  return Buffer.concat([field(1, key), field(2, value)]);
}

/** TxnRequest: if the key's version is greater than 0, then a put, else a range. */
function txn(key: string, value: string): Buffer {
  const isGreater = Buffer.from([1 << 3, 1]);
  const thanNothing = Buffer.from([4 << 3, 0]);
  const compare = Buffer.concat([isGreater, field(3, key), thanNothing]);
  const success = field(2, put(key, value));
  const failure = field(1, field(1, key));
  return Buffer.concat([field(1, compare), field(2, success), field(3, failure)]);
}
