/** gRPC's status codes that etcd answers with, and the HTTP statuses of its JSON gateway (v1). */
export const Code = {
  CANCELLED: 1,
  UNKNOWN: 2,
  INVALID_ARGUMENT: 3,
  DEADLINE_EXCEEDED: 4,
  NOT_FOUND: 5,
  RESOURCE_EXHAUSTED: 8,
  FAILED_PRECONDITION: 9,
  OUT_OF_RANGE: 11,
  UNIMPLEMENTED: 12,
  INTERNAL: 13,
  UNAVAILABLE: 14,
} as const;
export type Code = (typeof Code)[keyof typeof Code];

export const HTTP_STATUS: Readonly<Record<Code, number>> = {
  [Code.CANCELLED]: 408,
  [Code.UNKNOWN]: 500,
  [Code.INVALID_ARGUMENT]: 400,
  [Code.DEADLINE_EXCEEDED]: 504,
  [Code.NOT_FOUND]: 404,
  [Code.RESOURCE_EXHAUSTED]: 429,
  [Code.FAILED_PRECONDITION]: 412,
  [Code.OUT_OF_RANGE]: 400,
  [Code.UNIMPLEMENTED]: 501,
  [Code.INTERNAL]: 500,
  [Code.UNAVAILABLE]: 503,
};

/** A refusal in etcd's own words: `message` is what its clients compare with. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: Code;
  constructor(code: Code, message: string) {
    super(message);
    this.code = code;
  }
}

/** etcd 3.4: etcdserver/api/v3rpc/rpctypes/error.go. */
export const refusals = {
  emptyKey: () => invalid('key is not provided'),
  keyNotFound: () => invalid('key not found'),
  valueProvided: () => invalid('value is provided'),
  leaseProvided: () => invalid('lease is provided'),
  tooManyOps: () => invalid('too many operations in txn request'),
  duplicateKey: () => invalid('duplicate key given in txn request'),
  requestTooLarge: () => invalid('request is too large'),
  compacted: () => outOfRange('mvcc: required revision has been compacted'),
  futureRevision: () => outOfRange('mvcc: required revision is a future revision'),
  noSpace: () => etcd(Code.RESOURCE_EXHAUSTED, 'mvcc: database space exceeded'),
  leaseNotFound: () => etcd(Code.NOT_FOUND, 'requested lease not found'),
  leaseExists: () => etcd(Code.FAILED_PRECONDITION, 'lease already exists'),
  leaseTtlTooLarge: () => outOfRange('too large lease TTL'),
  userExists: () => etcd(Code.FAILED_PRECONDITION, 'user name already exists'),
  userNotFound: () => etcd(Code.FAILED_PRECONDITION, 'user name not found'),
  userEmpty: () => invalid('user name is empty'),
  rootMissing: () => etcd(Code.FAILED_PRECONDITION, 'root user does not exist'),
  rootHasNoRole: () => etcd(Code.FAILED_PRECONDITION, 'root user does not have root role'),
  authNotEnabled: () => etcd(Code.FAILED_PRECONDITION, 'authentication is not enabled'),
  noLeader: () => new Refusal(Code.UNKNOWN, 'election: no leader'),
  notLeader: () => new Refusal(Code.UNKNOWN, 'election: not leader'),
  leaderMissing: () => new Refusal(Code.UNKNOWN, '"leader" field must be provided'),
};

/** The Lock and Election services pass etcd's own errors on without their code. */
export function withoutCode(error: unknown): unknown {
  return error instanceof Refusal ? new Refusal(Code.UNKNOWN, error.message) : error;
}

function etcd(code: Code, what: string): Refusal {
  return new Refusal(code, `etcdserver: ${what}`);
}

function invalid(what: string): Refusal {
  return etcd(Code.INVALID_ARGUMENT, what);
}

function outOfRange(what: string): Refusal {
  return etcd(Code.OUT_OF_RANGE, what);
}
