import { seconds } from '../story/words.ts';
import { HOLDS, type Holds } from './finding.ts';

/**
 * What a session did with one value: versions grow with each write that is kept (a revision, an
 * index). Operations of one session stand in the order in which it did them.
 */
export interface SessionOperation {
  readonly session: string;
  readonly kind: 'read' | 'write';
  readonly key: string;
  /** Of a read: what it saw, 0 for nothing. Of a write: what it made. */
  readonly version: number;
  readonly atMs: number;
}

export type SessionGuarantee =
  /** A read sees what the session wrote before, or something newer. */
  | 'read your writes'
  /** A read sees what the session read before, or something newer. */
  | 'monotonic reads'
  /** A session's writes are kept in its order. */
  | 'monotonic writes'
  /** A write comes after what the session read before it. */
  | 'writes follow reads';

const BEFORE: Readonly<
  Record<SessionGuarantee, readonly [SessionOperation['kind'], SessionOperation['kind']]>
> = {
  'read your writes': ['write', 'read'],
  'monotonic reads': ['read', 'read'],
  'monotonic writes': ['write', 'write'],
  'writes follow reads': ['read', 'write'],
};

/** The guarantees of a session (Terry and others, "Session Guarantees", 1994), each for itself. */
export function sessionGuarantee<O extends SessionOperation>(
  guarantee: SessionGuarantee,
  operations: readonly O[],
): Holds<O> {
  const [before, after] = BEFORE[guarantee];
  const newest = new Map<string, O>();
  for (const operation of operations) {
    const place = JSON.stringify([operation.session, operation.key]);
    const known = newest.get(place);
    const isBehind = known !== undefined && operation.version < known.version;
    if (operation.kind === after && isBehind) {
      return {
        holds: false,
        sentence: sentenceOf(guarantee, known, operation),
        shown: [known, operation],
      };
    }
    if (operation.kind === before && !isBehind) newest.set(place, operation);
  }
  return HOLDS;
}

function sentenceOf(
  guarantee: SessionGuarantee,
  before: SessionOperation,
  after: SessionOperation,
): string {
  const did = (one: SessionOperation) =>
    `${one.kind === 'read' ? 'read' : 'wrote'} version ${one.version} at ${seconds(one.atMs)}`;
  return `${after.session} ${did(before)} of ${after.key}, then ${did(after)}: no ${guarantee}.`;
}
