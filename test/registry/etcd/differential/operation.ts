import { fc } from '../../../support/properties.ts';

/** One thing that a client does. Revisions count from where the run began. */
export type Operation =
  | {
      readonly kind: 'call';
      readonly path: string;
      readonly body: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: 'watch'; readonly create: Readonly<Record<string, unknown>> }
  | { readonly kind: 'cancel'; readonly watch: number };

/** A revision relative to the run's beginning; what sends it adds that. */
export class Relative {
  readonly offset: number;
  constructor(offset: number) {
    this.offset = offset;
  }
}

const base64 = (text: string) => Buffer.from(text, 'latin1').toString('base64');

const bytes = (...texts: string[]) => fc.constantFrom(...texts.map(base64));
const key = bytes('a', 'b', 'c', 'ab', 'abc', 'b\0', '\xff', '\0');
const anyKey = fc.oneof({ weight: 60, arbitrary: key }, { weight: 1, arbitrary: bytes('') });
const rangeEnd = fc.oneof(
  { weight: 2, arbitrary: bytes('') },
  { weight: 3, arbitrary: bytes('\0', 'b', 'c', 'd', 'ac') },
);
const value = bytes('', '1', '2', 'xx', '\0\xff');
const lease = fc.constantFrom(0, 0, 0, 0, 0, 1, 2);
const sometimes = fc.constantFrom(false, false, true);
const rarely = fc.oneof(
  { weight: 15, arbitrary: fc.constant(false) },
  { weight: 1, arbitrary: fc.constant(true) },
);
const revision = fc.integer({ min: 0, max: 20 }).map((offset) => new Relative(offset));
const oldRevision = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, revision);

const range = fc.record({
  key: anyKey,
  range_end: rangeEnd,
  revision: oldRevision,
  limit: fc.constantFrom(0, 0, 1, 2, -1),
  sort_order: fc.constantFrom('NONE', 'NONE', 'ASCEND', 'DESCEND'),
  sort_target: fc.constantFrom('KEY', 'KEY', 'VERSION', 'CREATE', 'MOD', 'VALUE'),
  keys_only: sometimes,
  count_only: sometimes,
  min_mod_revision: oldRevision,
  max_mod_revision: oldRevision,
  min_create_revision: oldRevision,
  max_create_revision: oldRevision,
});

const put = fc.record({
  key: anyKey,
  value,
  lease,
  prev_kv: sometimes,
  ignore_value: rarely,
  ignore_lease: rarely,
});

const deletion = fc.record({ key: anyKey, range_end: rangeEnd, prev_kv: sometimes });

/**
 * Puts and deletions that go together in a transaction. etcd dies of a put that keeps what a key
 * has after a deletion of it; it refuses such a pair unless the deletion ends at the byte 0.
 */
const PAIRS = [
  { put, deletion: deletion.filter(({ range_end }) => range_end !== base64('\0')) },
  { put: put.map((its) => ({ ...its, ignore_value: false, ignore_lease: false })), deletion },
];

const compare = fc
  .record({
    key: anyKey,
    range_end: rangeEnd,
    result: fc.constantFrom('EQUAL', 'GREATER', 'LESS', 'NOT_EQUAL'),
  })
  .chain((common) =>
    fc
      .oneof(
        fc.record({ target: fc.constant('VERSION'), version: fc.integer({ min: 0, max: 3 }) }),
        fc.record({ target: fc.constant('CREATE'), create_revision: oldRevision }),
        fc.record({ target: fc.constant('MOD'), mod_revision: oldRevision }),
        fc.record({ target: fc.constant('VALUE'), value }),
        fc.record({ target: fc.constant('LEASE'), lease }),
      )
      .map((specific) => ({ ...common, ...specific })),
  );

type Pair = (typeof PAIRS)[number];

const txnOf = (pair: Pair) =>
  fc.letrec<{ txn: Readonly<Record<string, unknown>>; operation: unknown }>((tie) => ({
    txn: fc.record({
      compare: fc.array(compare, { maxLength: 2 }),
      success: fc.array(tie('operation'), { maxLength: 3 }),
      failure: fc.array(tie('operation'), { maxLength: 3 }),
    }),
    operation: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.record({ request_put: pair.put }),
      fc.record({ request_range: range }),
      fc.record({ request_delete_range: pair.deletion }),
      fc.record({ request_txn: tie('txn') }),
    ),
  })).txn;

const txn = fc.oneof(...PAIRS.map(txnOf));

const call = (path: string, body: fc.Arbitrary<Readonly<Record<string, unknown>>>) =>
  body.map((its): Operation => ({ kind: 'call', path, body: its }));

const id = fc.record({ ID: fc.constantFrom(1, 1, 2, 2, 3) });

const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 8, arbitrary: call('/v3/kv/put', put) },
  { weight: 4, arbitrary: call('/v3/kv/range', range) },
  { weight: 2, arbitrary: call('/v3/kv/deleterange', deletion) },
  { weight: 5, arbitrary: call('/v3/kv/txn', txn) },
  { weight: 1, arbitrary: call('/v3/kv/compaction', fc.record({ revision })) },
  {
    weight: 2,
    arbitrary: call(
      '/v3/lease/grant',
      id.map((its) => ({ ...its, TTL: 6000 })),
    ),
  },
  { weight: 1, arbitrary: call('/v3/lease/revoke', id) },
  {
    weight: 1,
    arbitrary: call(
      '/v3/lease/timetolive',
      id.map((its) => ({ ...its, keys: true })),
    ),
  },
  { weight: 1, arbitrary: call('/v3/lease/leases', fc.constant({})) },
  {
    weight: 1,
    arbitrary: fc
      .record({
        key: anyKey,
        range_end: rangeEnd,
        start_revision: oldRevision,
        prev_kv: sometimes,
        filters: fc.constantFrom([], [], ['NOPUT'], ['NODELETE']),
      })
      .map((create): Operation => ({ kind: 'watch', create })),
  },
  {
    weight: 1,
    arbitrary: fc.nat(3).map((watch): Operation => ({ kind: 'cancel', watch })),
  },
);

/** What a client does in one run. */
export function operations(count: number): fc.Arbitrary<Operation[]> {
  return fc.array(operation, { minLength: count / 2, maxLength: count, size: 'max' });
}
