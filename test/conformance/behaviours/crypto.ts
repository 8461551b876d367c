import {
  type BinaryToTextEncoding,
  createHash,
  createHmac,
  getHashes,
  hkdfSync,
  pbkdf2Sync,
  randomBytes,
  randomFillSync,
  randomInt,
  randomUUID,
  timingSafeEqual,
  webcrypto,
} from 'node:crypto';
import { promisify } from 'node:util';
import { area } from './behaviour.ts';
import { errorOf } from './kit.ts';

export const behaviours = area('crypto', {
  'randomUUID is of version 4': (print) => {
    const uuid = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
    const made = new Set(Array.from({ length: 100 }, () => randomUUID()));
    print(
      [...made].every((one) => uuid.test(one)),
      made.size,
      uuid.test(crypto.randomUUID()),
    );
  },

  'randomBytes gives that many': async (print) => {
    print(randomBytes(16).length, randomBytes(0).length, randomBytes(8) instanceof Buffer);
    print(randomBytes(16).equals(randomBytes(16)), (await promisify(randomBytes)(4)).length);
    print(randomFillSync(Buffer.alloc(32)).equals(Buffer.alloc(32)));
    print(await errorOf(() => randomBytes(-1)), await errorOf(() => randomBytes('1' as never)));
  },

  'randomInt stays in its range': async (print) => {
    const drawn = Array.from({ length: 200 }, () => randomInt(3, 6));
    print([...new Set(drawn)].sort(), randomInt(1), drawn.every(Number.isInteger));
    print(await promisify<number, number>(randomInt)(1));
    print(await errorOf(() => randomInt(5, 5)), await errorOf(() => randomInt(1.5)));
  },

  'createHash gives the digests of known texts': (print) => {
    for (const algorithm of ['sha256', 'sha1', 'md5', 'sha512', 'sha384', 'SHA256']) {
      print(algorithm, createHash(algorithm).update('abc').digest('hex'));
    }
    print(createHash('sha256').digest('hex'));
  },

  'a digest comes in each encoding': (print) => {
    const digest = (encoding: BinaryToTextEncoding) =>
      createHash('sha1').update('abc').digest(encoding);
    print(digest('hex'), digest('base64'), digest('base64url'), digest('binary').length);
    print(createHash('md5').update('abc').digest().length);
  },

  'a hash takes text, bytes and parts': (print) => {
    const parts = createHash('sha256').update('h').update(Buffer.from('é')).update('6c', 'hex');
    const copy = parts.copy();
    print(parts.digest('hex') === createHash('sha256').update('hél').digest('hex'));
    print(copy.update('lo').digest('hex') === createHash('sha256').update('héllo').digest('hex'));
  },

  'a hash that was ended, or is not known, is an error': async (print) => {
    const hash = createHash('sha256');
    hash.digest();
    print(await errorOf(() => hash.update('more')), await errorOf(() => hash.digest()));
    print(await errorOf(() => createHash('nope')));
    print(await errorOf(() => createHash('md5').update(1 as never)));
    print(getHashes().includes('sha256'));
  },

  'a hash is a stream too': async (print) => {
    const hash = createHash('sha256').setEncoding('hex');
    hash.end('abc');
    print(await hash.toArray());
  },

  'createHmac signs': async (print) => {
    print(createHmac('sha256', 'key').update('text').digest('hex'));
    print(createHmac('sha1', Buffer.from('key')).update('te').update('xt').digest('base64'));
    print(createHmac('sha256', 'k'.repeat(100)).update('').digest('hex'));
    print(await errorOf(() => createHmac('nope', 'key')));
    print(await errorOf(() => createHmac('sha256', undefined as never)));
  },

  'timingSafeEqual compares, and wants one length': async (print) => {
    print(timingSafeEqual(Buffer.from('same'), Buffer.from('same')));
    print(timingSafeEqual(Buffer.from('same'), Buffer.from('diff')));
    print(await errorOf(() => timingSafeEqual(Buffer.from('a'), Buffer.from('ab'))));
    print(await errorOf(() => timingSafeEqual('a' as never, Buffer.from('a'))));
  },

  'keys are derived': (print) => {
    print(pbkdf2Sync('secret', 'salt', 10, 16, 'sha256').toString('hex'));
    print(Buffer.from(hkdfSync('sha256', 'key', 'salt', 'info', 16)).toString('hex'));
  },

  'crypto is a global with getRandomValues': async (print) => {
    print(crypto === webcrypto, crypto.getRandomValues(new Uint8Array(8)).length);
    print(await errorOf(() => crypto.getRandomValues([] as never)).then((it) => it.split(':')[0]));
  },

  'crypto.subtle digests': async (print) => {
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode('abc'));
    print(Buffer.from(digest).toString('hex'));
  },
});
