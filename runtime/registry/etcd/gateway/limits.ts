import { Code, Refusal, refusals } from '../status.ts';

/** What etcd's raft takes in one request (`--max-request-bytes`), encoded. */
const MAX_REQUEST_BYTES = 1.5 * 1024 * 1024;
/** What gRPC takes in one message. */
export const MAX_MESSAGE_BYTES = MAX_REQUEST_BYTES + 512 * 1024;
/** JSON is longer than what it stands for; what is longer than this cannot stand for a message. */
export const MAX_BODY_BYTES = 2 * MAX_MESSAGE_BYTES;
/** What raft adds to a request: its own header, as measured. */
const RAFT_BYTES = 18;

/** Refuses a message by its encoded size. */
export function checkSize(bytes: number): void {
  if (bytes > MAX_MESSAGE_BYTES) throw tooLong(bytes);
  if (bytes + RAFT_BYTES > MAX_REQUEST_BYTES) throw refusals.requestTooLarge();
}

export function tooLong(bytes: number): Refusal {
  return new Refusal(
    Code.RESOURCE_EXHAUSTED,
    `grpc: received message larger than max (${bytes} vs. ${MAX_MESSAGE_BYTES})`,
  );
}
