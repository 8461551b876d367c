import { Buffer, isAscii, isUtf8, transcode } from 'node:buffer';
import { area } from './behaviour.ts';
import { errorOf } from './kit.ts';

export const behaviours = area('buffer', {
  'from and toString in every encoding': (print) => {
    for (const encoding of ['utf8', 'hex', 'base64', 'base64url', 'latin1', 'ascii'] as const) {
      print(encoding, Buffer.from('hé€?>').toString(encoding));
    }
    print(Buffer.from('aé', 'utf16le').toString('hex'));
    print(Buffer.from('c2Fs_-8', 'base64').toString('hex'), Buffer.from('0g1', 'hex').length);
  },

  'from takes arrays, buffers and views of memory': (print) => {
    const memory = new Uint8Array([1, 2, 3, 4]).buffer;
    const view = Buffer.from(memory, 1, 2);
    view[0] = 9;
    print([...Buffer.from([256, -1, 3.7])], [...new Uint8Array(memory)], view.length);
    const copy = Buffer.from(Buffer.from('ab'));
    print(copy.toString(), Buffer.from({ type: 'Buffer', data: [65] } as never).toString());
  },

  'from refuses what it cannot take': async (print) => {
    print(await errorOf(() => Buffer.from(5 as never)));
    print(await errorOf(() => Buffer.from(null as never)));
    print(await errorOf(() => Buffer.from('a', 'klingon' as 'utf8')));
    print(await errorOf(() => Buffer.alloc(-1)));
  },

  'alloc fills': (print) => {
    print(Buffer.alloc(3), Buffer.alloc(5, 'ab').toString(), [...Buffer.alloc(2, 1)]);
    print(Buffer.allocUnsafe(4).length, Buffer.from('abc').fill('x', 1).toString());
  },

  'concat, compare, equals, indexOf and includes': (print) => {
    const all = Buffer.concat([Buffer.from('ab'), Buffer.from('cde')], 4);
    print(all.toString(), Buffer.compare(Buffer.from('a'), Buffer.from('b')));
    print(all.equals(Buffer.from('abcd')), all.indexOf('c'), all.indexOf('z'), all.includes('bc'));
    print(all.lastIndexOf(Buffer.from('d')), all.indexOf(0x62));
  },

  'slice and subarray share memory': (print) => {
    const all = Buffer.from('abcdef');
    const part = all.subarray(1, -2);
    part[0] = 0x78;
    print(all.toString(), part.toString(), all.slice(-2).toString(), part instanceof Buffer);
  },

  'numbers are read and written': async (print) => {
    const buffer = Buffer.alloc(16);
    print(
      buffer.writeUInt16BE(0x1234, 0),
      buffer.writeInt32LE(-2, 2),
      buffer.writeDoubleBE(1.5, 6),
    );
    print(buffer.toString('hex'));
    print(
      buffer.readUInt16BE(0),
      buffer.readInt32LE(2),
      buffer.readDoubleBE(6),
      buffer.readInt8(2),
    );
    buffer.writeBigUInt64BE(2n ** 63n);
    print(buffer.readBigInt64BE(0), buffer.readUIntBE(0, 6));
    print(await errorOf(() => buffer.readUInt8(16)));
    print(await errorOf(() => buffer.writeUInt8(256, 0)));
  },

  'byteLength, isBuffer and isEncoding': (print) => {
    print(
      Buffer.byteLength('€'),
      Buffer.byteLength('YQ==', 'base64'),
      Buffer.byteLength('ff', 'hex'),
    );
    print(Buffer.isBuffer(new Uint8Array(1)), Buffer.isBuffer(Buffer.alloc(1)));
    print(Buffer.isEncoding('UTF-8'), Buffer.isEncoding('binary'), Buffer.isEncoding('nope'));
  },

  'write, copy and swap': (print) => {
    const buffer = Buffer.alloc(6);
    print(buffer.write('h€llo', 1), buffer.toString('hex'));
    const target = Buffer.alloc(4);
    print(Buffer.from('abcdef').copy(target, 1, 2, 9), target);
    print(Buffer.from([1, 2, 3, 4]).swap16(), Buffer.from([1, 2, 3, 4]).readUInt32BE());
  },

  'toJSON and iteration': (print) => {
    const buffer = Buffer.from('hi');
    print(JSON.stringify(buffer), [...buffer.entries()], [...buffer.keys()], buffer.at(-1));
  },

  'bytes that are no UTF-8 become marks': (print) => {
    print(Buffer.from([0xff, 0x61, 0xe2, 0x82]).toString(), Buffer.from('\ud800').toString('hex'));
    print(isUtf8(Buffer.from([0xff])), isAscii(Buffer.from('a')));
    print(transcode(Buffer.from('é'), 'utf8', 'latin1'));
  },

  'atob and btoa': async (print) => {
    print(btoa('hello'), atob('aGVs bG8='), await errorOf(() => btoa('€')));
    print(await errorOf(() => atob('!')));
  },
});
