import type { ByteString } from '../bytes.ts';

/**
 * What one revision made of one key: a `mvccpb.KeyValue`, so that it can be answered as it is.
 * `version` counts from 1 since the key was created; 0 is a tombstone, whose only facts are the key
 * and `mod_revision`.
 */
export interface Version {
  readonly key: ByteString;
  readonly create_revision: number;
  readonly mod_revision: number;
  readonly version: number;
  readonly value: ByteString;
  readonly lease: bigint;
  /** What it took the place of, for as long as no compaction has forgotten that. */
  previous: Version | null;
}

/** A key and the newest that is known of it. */
export interface KeyEntry {
  readonly key: ByteString;
  latest: Version;
}

export function isAlive(version: Version | null): version is Version {
  return version !== null && version.version > 0;
}

/** The key as it was at a revision; null where it was not there, or nothing is known any more. */
export function at(revision: number, { latest }: KeyEntry): Version | null {
  return lastOf(latest, revision);
}

/**
 * The key as it was before the revision of this version; what else that revision made of the key
 * does not count. Null as for `at`.
 */
export function beforeRevision({ previous, mod_revision }: Version): Version | null {
  return lastOf(previous, mod_revision - 1);
}

function lastOf(latest: Version | null, revision: number): Version | null {
  let version = latest;
  while (version !== null && version.mod_revision > revision) version = version.previous;
  return isAlive(version) ? version : null;
}
