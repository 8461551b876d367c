import type { CHash } from '@noble/hashes/utils.js';
import { hashes } from '../on-demand/index.ts';

const DIGESTS: Readonly<Record<string, () => CHash>> = {
  md5: () => hashes().md5,
  sha1: () => hashes().sha1,
  sha224: () => hashes().sha224,
  sha256: () => hashes().sha256,
  sha384: () => hashes().sha384,
  sha512: () => hashes().sha512,
  'sha512-256': () => hashes().sha512_256,
};

/** The algorithms that createHash and createHmac know here: those that services use. */
export const DIGEST_NAMES: readonly string[] = Object.keys(DIGESTS);

/** Finds an algorithm under any of the names that OpenSSL takes: `sha256`, `SHA-256`, `RSA-SHA256`. */
export function digestNamed(name: string): CHash | undefined {
  const plain = name.toLowerCase().replace(/^rsa-/, '');
  const digest = DIGESTS[plain] ?? DIGESTS[plain.replace(/^sha-/, 'sha').replace('/', '-')];
  return digest?.();
}
