import { CONNECTION_WINDOW_BYTES, type Frame } from '../process/host.ts';
import type { ConnectionId, FromEnd, ListenerId, ToEnd } from './messages.ts';
import type { PortTable } from './port-table.ts';

/** Somebody on the network: a process, or the page on the learner's behalf. */
export interface Endpoint {
  deliver(message: ToEnd): void;
}

/** An open port. */
export interface Listener {
  readonly owner: Endpoint;
  readonly id: ListenerId;
}

/** One end of a connection. Ids are looked up among its owner's own, so none can name another's. */
interface End {
  readonly owner: Endpoint;
  readonly id: ConnectionId;
  peer: End | null;
  /** Body bytes sent from here for which the other end has given no credit yet. */
  uncreditedBytes: number;
}

/** Well above what a sender that keeps to its window can have under way. */
const MOST_UNCREDITED_BYTES = 2 * CONNECTION_WINDOW_BYTES;

const LOCAL_HOSTS = new Set(['localhost', '127.0.0.1', '::1', '[::1]', '0.0.0.0', '::']);

/**
 * Carries connections between endpoints. Everything that goes from one instance to another passes
 * through `#deliver`: this is the place for faults.
 */
export class Switch {
  readonly #ports: PortTable<Listener>;
  readonly #ends = new Map<Endpoint, Map<ConnectionId, End>>();
  #nextAccepted = -1;

  constructor(ports: PortTable<Listener>) {
    this.#ports = ports;
  }

  handle(from: Endpoint, message: FromEnd): void {
    if (message.type === 'connect') {
      this.#connect(from, message.id, message.host, message.port);
      return;
    }
    const end = this.#ends.get(from)?.get(message.id);
    // Unknown: its other end is gone already, or it never was this endpoint's.
    if (end === undefined) return;
    const { peer } = end;
    if (message.type === 'frame') {
      if (peer !== null) this.#forward(end, peer, message.frame);
      return;
    }
    this.#forget(end);
    if (peer === null) return;
    this.#forget(peer);
    this.#deliver(peer, { type: message.type === 'end' ? 'ended' : 'reset', id: peer.id });
  }

  /** The endpoint died: whoever it was connected with sees the connection break. */
  drop(endpoint: Endpoint): void {
    for (const end of [...(this.#ends.get(endpoint)?.values() ?? [])]) {
      this.handle(endpoint, { type: 'reset', id: end.id });
    }
    this.#ends.delete(endpoint);
  }

  /** How many connections it has. */
  countOf(endpoint: Endpoint): number {
    return this.#ends.get(endpoint)?.size ?? 0;
  }

  /** Whether one of its connections goes by this id. */
  has(endpoint: Endpoint, id: ConnectionId): boolean {
    return this.#ends.get(endpoint)?.has(id) ?? false;
  }

  /** Breaks one of its connections: both ends see a reset. */
  break(endpoint: Endpoint, id: ConnectionId): void {
    const end = this.#ends.get(endpoint)?.get(id);
    if (end === undefined) return;
    for (const one of [end, end.peer]) {
      if (one === null) continue;
      this.#forget(one);
      this.#deliver(one, { type: 'reset', id: one.id });
    }
  }

  #forward(end: End, peer: End, frame: Frame): void {
    if (frame.kind === 'credit') peer.uncreditedBytes -= frame.bytes;
    else if (frame.kind === 'body') end.uncreditedBytes += frame.bytes.length;
    // Whoever sends without waiting for the reader would fill the reader's memory.
    if (end.uncreditedBytes > MOST_UNCREDITED_BYTES) this.break(end.owner, end.id);
    else this.#deliver(peer, { type: 'frame', id: peer.id, frame });
  }

  #connect(from: Endpoint, id: ConnectionId, host: string, port: number): void {
    if (!LOCAL_HOSTS.has(host)) {
      from.deliver({ type: 'connect-failed', id, code: 'ENOTFOUND' });
      return;
    }
    const listener = this.#ports.holder(port);
    if (listener === undefined) {
      from.deliver({ type: 'connect-failed', id, code: 'ECONNREFUSED' });
      return;
    }
    const near: End = { owner: from, id, peer: null, uncreditedBytes: 0 };
    const far: End = {
      owner: listener.owner,
      id: this.#nextAccepted--,
      peer: near,
      uncreditedBytes: 0,
    };
    near.peer = far;
    this.#remember(near);
    this.#remember(far);
    const localPort = this.#ports.free();
    this.#deliver(far, {
      type: 'accept',
      listener: listener.id,
      id: far.id,
      localPort: port,
      remotePort: localPort,
    });
    this.#deliver(near, { type: 'connected', id, localPort });
  }

  #deliver(to: End, message: ToEnd): void {
    to.owner.deliver(message);
  }

  #remember(end: End): void {
    const ends = this.#ends.get(end.owner) ?? new Map<ConnectionId, End>();
    this.#ends.set(end.owner, ends);
    ends.set(end.id, end);
  }

  #forget(end: End): void {
    this.#ends.get(end.owner)?.delete(end.id);
  }
}
