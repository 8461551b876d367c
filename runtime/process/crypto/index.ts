/**
 * node:crypto: randomness from the host, digests and HMACs from @noble/hashes. What needs keys of
 * other kinds (ciphers, signatures, certificates) is not here and says so.
 * https://nodejs.org/docs/latest-v20.x/api/crypto.html
 */
import { notAvailable } from '../errors/not-available.ts';
import { createDerivations } from './derive.ts';
import { createHash, createHmac, getHashes, Hash, Hmac, hash } from './hash.ts';
import { createRandom, type RandomHost } from './random.ts';
import { subtleDigest } from './subtle.ts';
import { timingSafeEqual } from './timing-safe-equal.ts';

const HASHES_HINT = 'There are createHash, createHmac, timingSafeEqual and the random functions.';

const MISSING = [
  'createCipheriv',
  'createDecipheriv',
  'createDiffieHellman',
  'createECDH',
  'createPrivateKey',
  'createPublicKey',
  'createSecretKey',
  'createSign',
  'createVerify',
  'generateKey',
  'generateKeyPair',
  'generateKeyPairSync',
  'generateKeySync',
  'privateDecrypt',
  'privateEncrypt',
  'publicDecrypt',
  'publicEncrypt',
  'sign',
  'verify',
];

const SUBTLE = [
  'decrypt',
  'deriveBits',
  'deriveKey',
  'encrypt',
  'exportKey',
  'generateKey',
  'importKey',
  'sign',
  'unwrapKey',
  'verify',
  'wrapKey',
];

/** Made once: a process is prepared in less time than making them takes. */
const MISSING_OF_SUBTLE = missing('crypto.subtle', SUBTLE);
const MISSING_OF_CRYPTO = missing('crypto', MISSING);

/** The namespace of node:crypto; its `webcrypto` is the global `crypto` too. */
export type Crypto = ReturnType<typeof createCrypto>;

export type WebCrypto = Crypto['webcrypto'];

/** The same functions in objects of their own: what one process changes there is its own. */
export function copyOfWebCrypto({ webcrypto }: Crypto): WebCrypto {
  const copy = { ...webcrypto };
  copy.subtle = { ...webcrypto.subtle };
  return copy;
}

/** The same of all of it, around such a copy. */
export function copyOfCrypto(crypto: Crypto, webcrypto: WebCrypto): Crypto {
  const copy = { ...crypto };
  copy.webcrypto = webcrypto;
  copy.subtle = webcrypto.subtle;
  return copy;
}

export function createCrypto(host: RandomHost) {
  const random = createRandom(host);
  const subtle = { ...MISSING_OF_SUBTLE, digest: subtleDigest(host.DOMException) };
  const webcrypto = {
    getRandomValues: random.getRandomValues,
    randomUUID: random.randomUUID,
    subtle,
  };
  return {
    ...random,
    ...createDerivations(host.later),
    createHash,
    createHmac,
    getHashes,
    Hash,
    Hmac,
    hash,
    timingSafeEqual,
    webcrypto,
    subtle,
    ...MISSING_OF_CRYPTO,
  };
}

function missing(namespace: string, names: readonly string[]) {
  return Object.fromEntries(
    names.map((name) => [name, notAvailable(`${namespace}.${name}`, HASHES_HINT)]),
  );
}
