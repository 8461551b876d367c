import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha224, sha256, sha384, sha512, sha512_256 } from '@noble/hashes/sha2.js';
import type { CHash } from '@noble/hashes/utils.js';

const DIGESTS: Readonly<Record<string, CHash>> = {
  md5,
  sha1,
  sha224,
  sha256,
  sha384,
  sha512,
  'sha512-256': sha512_256,
};

/** The algorithms that createHash and createHmac know here: those that services use. */
export const DIGEST_NAMES: readonly string[] = Object.keys(DIGESTS);

/** Finds an algorithm under any of the names that OpenSSL takes: `sha256`, `SHA-256`, `RSA-SHA256`. */
export function digestNamed(name: string): CHash | undefined {
  const plain = name.toLowerCase().replace(/^rsa-/, '');
  return DIGESTS[plain] ?? DIGESTS[plain.replace(/^sha-/, 'sha').replace('/', '-')];
}
