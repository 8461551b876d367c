import nodeCrypto from 'node:crypto';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { createCrypto } from './index.ts';

type Crypto = typeof nodeCrypto;

const ours = createCrypto({
  random: (bytes) => nodeCrypto.randomFillSync(bytes),
  later: (run) => setImmediate(run),
  DOMException,
}) as unknown as Crypto;

/** Anything may be given to these: that is what is tested. */
type Loose = Record<string, (...args: unknown[]) => unknown>;

function outcome(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    const { name, message, code } = error as NodeJS.ErrnoException;
    return { name, message, code };
  }
}

/** What a program sees with Node's crypto and with ours. */
async function bothSee(program: (crypto: Crypto) => unknown): Promise<void> {
  const see = async (crypto: Crypto) => inspect(await program(crypto), { depth: 5 });
  expect(await see(ours)).toBe(await see(nodeCrypto));
}

const TEXT = 'Ein Text über € und 𝄞, länger als ein Block. '.repeat(7);

for (const algorithm of [
  'md5',
  'sha1',
  'sha256',
  'SHA-384',
  'RSA-SHA512',
  'sha512-256',
  'sha224',
]) {
  test(`${algorithm} digests as Node's does, in every encoding`, () =>
    bothSee((crypto) =>
      ['hex', 'base64', 'base64url', 'latin1', 'utf8', undefined, 'buffer'].map((encoding) => [
        crypto
          .createHash(algorithm)
          .update(TEXT)
          .update('ff00', 'hex')
          .digest(encoding as 'hex'),
        crypto
          .createHmac(algorithm, 'key')
          .update(TEXT)
          .digest(encoding as 'hex'),
      ]),
    ));
}

test('a hash takes text and bytes of any kind', () =>
  bothSee((crypto) =>
    [Buffer.from('ab'), new Uint8Array([97, 98]), new DataView(new ArrayBuffer(2)), 'ab', ''].map(
      (data) => crypto.createHash('sha1').update(data).digest('hex'),
    ),
  ));

test('HMAC keys may be text or bytes, short or longer than a block', () =>
  bothSee((crypto) =>
    ['', 'k', 'k'.repeat(200), Buffer.from('k'), new ArrayBuffer(3)].map((key) =>
      crypto
        .createHmac('sha256', key as string)
        .update('x')
        .digest('hex'),
    ),
  ));

test('crypto.hash digests in one call', () =>
  bothSee((crypto) => {
    const { hash } = crypto as unknown as Loose;
    return [
      hash?.('sha1', 'x'),
      hash?.('sha1', Buffer.from('x'), 'base64'),
      hash?.('md5', 'x', 'buffer'),
    ];
  }));

test('a hash can be copied and goes on from there', () =>
  bothSee((crypto) => {
    const hash = crypto.createHash('sha256').update('one');
    const copy = hash.copy().update('two');
    return [hash.digest('hex'), copy.digest('hex')];
  }));

test('a hash can be used as a stream', () =>
  bothSee(async (crypto) => {
    const hash = crypto.createHash('sha256');
    hash.write('one');
    hash.end('two');
    const pieces = [];
    for await (const piece of hash) pieces.push(piece.toString('hex'));
    return pieces;
  }));

test('a digest can be asked for once', () =>
  bothSee((crypto) => {
    const hash = crypto.createHash('sha256');
    const hmac = crypto.createHmac('sha256', 'k');
    hash.digest();
    hmac.digest();
    return [
      outcome(() => hash.digest()),
      outcome(() => hash.update('x')),
      outcome(() => hash.copy()),
      outcome(() => hmac.digest('hex')),
      outcome(() => hmac.update('x')),
    ];
  }));

test('timingSafeEqual compares bytes of the same length', () =>
  bothSee(({ timingSafeEqual }) => [
    timingSafeEqual(Buffer.from('abc'), Buffer.from('abc')),
    timingSafeEqual(Buffer.from('abc'), new Uint8Array([97, 98, 100])),
    outcome(() => timingSafeEqual(Buffer.from('a'), Buffer.from('ab'))),
    outcome(() => timingSafeEqual('a' as never, Buffer.from('a'))),
    outcome(() => timingSafeEqual(Buffer.from('a'), 'a' as never)),
  ]));

test('random functions give what they promise', () =>
  bothSee(async (crypto) => {
    const uuid = crypto.randomUUID();
    const filled = Buffer.alloc(64);
    const ints = Array.from({ length: 300 }, () => crypto.randomInt(5, 8));
    return [
      /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/.test(uuid),
      crypto.randomUUID() === uuid,
      crypto.randomBytes(8).length,
      crypto.randomBytes(0),
      crypto
        .randomFillSync(filled, 32)
        .subarray(0, 32)
        .every((byte) => byte === 0),
      filled.subarray(32).some((byte) => byte !== 0),
      [...new Set(ints)].sort(),
      crypto.randomInt(1),
      crypto.getRandomValues(new Uint32Array(4)).some((value) => value !== 0),
      crypto.webcrypto.getRandomValues(new Uint8Array(3)).length,
      await new Promise((resolve) =>
        crypto.randomBytes(3, (error, buffer) => resolve([error, buffer.length])),
      ),
      await new Promise((resolve) =>
        crypto.randomInt(1, (error, value) => resolve([error, value])),
      ),
      await new Promise((resolve) =>
        crypto.randomFill(Buffer.alloc(2), (error, buffer) => resolve([error, buffer.length])),
      ),
    ];
  }));

test('wrong arguments are refused in words', () =>
  bothSee((crypto) => {
    const any = crypto as unknown as Loose;
    const calls: [string, ...unknown[]][] = [
      ['randomInt'],
      ['randomInt', 0],
      ['randomInt', -5],
      ['randomInt', 5, 5],
      ['randomInt', 5, 4],
      ['randomInt', 1.5],
      ['randomInt', 'x'],
      ['randomInt', 2 ** 48],
      ['randomInt', 0, 2 ** 48],
      ['randomInt', 1, 2, 3],
      ['randomInt', Number.NaN, 5],
      ['randomBytes'],
      ['randomBytes', -1],
      ['randomBytes', 'x'],
      ['randomBytes', 2 ** 32],
      ['randomBytes', 2, 5],
      ['randomFill', Buffer.alloc(1)],
      ['randomFillSync', 'x'],
      ['randomFillSync', Buffer.alloc(2), 5],
      ['randomFillSync', Buffer.alloc(4), 1, 9],
      ['randomUUID', 5],
      ['randomUUID', { disableEntropyCache: 1 }],
      ['getRandomValues', 5],
      ['getRandomValues', new Float32Array(1)],
      ['getRandomValues', new Uint8Array(65_537)],
      ['createHash'],
      ['createHash', 'nope'],
      ['createHmac'],
      ['createHmac', 'sha256'],
      ['createHmac', 'nope', 'k'],
      ['createHmac', 'sha256', 5],
      ['hash', 'nope', 'x'],
      ['hash', 'sha256', 5],
    ];
    const wrong = calls.map(([name, ...args]) => [name, outcome(() => any[name]?.(...args))]);
    const update = outcome(() => crypto.createHash('sha256').update(5 as never));
    return [wrong, update];
  }));

test('randomInt is even over ranges that do not divide the draws', () => {
  const draws = [
    [0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
    [0, 0, 0, 0, 0, 7],
  ];
  const { randomInt } = createCrypto({
    random: (bytes) => bytes.set(draws.shift() ?? []),
    later: () => undefined,
    DOMException,
  });
  // 2^48 - 1 falls into the last, incomplete stretch of 3 * 2^46 and is drawn again.
  expect(randomInt(3 * 2 ** 46)).toBe(7);
  expect(draws).toEqual([]);
});

test('getHashes names what createHash takes', () => {
  for (const name of ours.getHashes()) expect(ours.createHash(name).digest('hex')).not.toBe('');
});

test('what is not there says what to use instead', () => {
  expect(() => (ours.webcrypto.subtle.sign as unknown as () => void)()).toThrow(
    'crypto.subtle.sign is not available in this sandbox. There are createHash, createHmac, ' +
      'timingSafeEqual and the random functions.',
  );
  expect(() => ours.createCipheriv('aes-256-gcm', '', '')).toThrow('not available');
});
