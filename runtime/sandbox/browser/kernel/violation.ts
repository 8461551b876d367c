/** A process sent what no process of ours sends: it is ended, for nothing more of it can be trusted. */
export class ProtocolViolation extends Error {
  override readonly name = 'ProtocolViolation';
}
