import { CONNECTION_WINDOW_BYTES, type Frame } from '../process/host.ts';
import { dial } from './dial.ts';
import { FRAMES } from './frame-carrier.ts';
import type { ConnectionId, FromEnd, ListenerId, ToEnd } from './messages.ts';
import type { Network } from './network.ts';
import type { End } from './part.ts';
import { nobodyAt, type Party } from './party.ts';
import type { PortTable } from './port-table.ts';

/** Somebody on the network: a process, or the page on the learner's behalf. */
export interface Endpoint {
  readonly party: Party;
  deliver(message: ToEnd): void;
}

/** An open port. */
export interface Listener {
  readonly owner: Endpoint;
  readonly id: ListenerId;
}

/**
 * An endpoint's place at one end of a connection. Ids are looked up among its owner's own, so none
 * can name another's.
 */
interface Seat {
  readonly owner: Endpoint;
  readonly id: ConnectionId;
  /** Where what its owner says goes; null while the connection is being made. */
  far: End<Frame> | null;
  cancel: () => void;
  /** Body bytes sent from here for which the other end has given no credit yet. */
  uncreditedBytes: number;
}

/** By their owners, and then by their ids. */
type Seats = Map<Endpoint, Map<ConnectionId, Seat>>;

/** What the network tells the endpoint in a seat, as long as that is taken. */
class SeatEnd implements End<Frame> {
  readonly #seats: Seats;
  readonly #seat: Seat;

  constructor(seats: Seats, seat: Seat) {
    this.#seats = seats;
    this.#seat = seat;
  }

  part(frame: Frame): void {
    if (!this.#isTaken) return;
    const { owner, id } = this.#seat;
    if (frame.kind === 'credit') this.#seat.uncreditedBytes -= frame.bytes;
    owner.deliver({ type: 'frame', id, frame });
  }

  ended(): void {
    this.#leave('ended');
  }

  reset(): void {
    this.#leave('reset');
  }

  get #isTaken(): boolean {
    const { owner, id } = this.#seat;
    return this.#seats.get(owner)?.get(id) === this.#seat;
  }

  #leave(type: 'ended' | 'reset'): void {
    if (!this.#isTaken) return;
    const { owner, id } = this.#seat;
    this.#seats.get(owner)?.delete(id);
    owner.deliver({ type, id });
  }
}

/** Well above what a sender that keeps to its window can have under way. */
const MOST_UNCREDITED_BYTES = 2 * CONNECTION_WINDOW_BYTES;

const LOCAL_HOSTS = new Set(['localhost', '127.0.0.1', '::1', '[::1]', '0.0.0.0', '::']);

/** Connects endpoints by their ports, through the network and whatever is wrong with it. */
export class Switch {
  readonly #ports: PortTable<Listener>;
  readonly #network: Network<Frame>;
  readonly #seats: Seats = new Map();
  #nextAccepted = -1;

  constructor(ports: PortTable<Listener>, network: Network<Frame>) {
    this.#ports = ports;
    this.#network = network;
  }

  handle(from: Endpoint, message: FromEnd): void {
    if (message.type === 'connect') {
      this.#connect(from, message);
      return;
    }
    const seat = this.#seats.get(from)?.get(message.id);
    // Unknown: its other end is gone already, or it never was this endpoint's.
    if (seat === undefined) return;
    if (message.type === 'frame') {
      this.#send(seat, message.frame);
      return;
    }
    this.#forget(seat);
    if (seat.far === null) seat.cancel();
    else if (message.type === 'end') seat.far.ended();
    else seat.far.reset();
  }

  /** The endpoint died: whoever it was connected with sees the connection break. */
  drop(endpoint: Endpoint): void {
    for (const seat of [...(this.#seats.get(endpoint)?.values() ?? [])]) {
      this.handle(endpoint, { type: 'reset', id: seat.id });
    }
    this.#seats.delete(endpoint);
    this.#network.causes.forget(endpoint.party.name);
  }

  /** How many connections it has. */
  countOf(endpoint: Endpoint): number {
    return this.#seats.get(endpoint)?.size ?? 0;
  }

  /** Whether one of its connections goes by this id. */
  has(endpoint: Endpoint, id: ConnectionId): boolean {
    return this.#seats.get(endpoint)?.has(id) ?? false;
  }

  /** Breaks one of its connections: both ends see a reset. */
  break(endpoint: Endpoint, id: ConnectionId): void {
    const seat = this.#seats.get(endpoint)?.get(id);
    if (seat === undefined) return;
    this.handle(endpoint, { type: 'reset', id });
    endpoint.deliver({ type: 'reset', id });
  }

  #send(seat: Seat, frame: Frame): void {
    if (frame.kind === 'body') seat.uncreditedBytes += frame.bytes.length;
    // Whoever sends without waiting for the reader would fill the reader's memory.
    if (seat.uncreditedBytes > MOST_UNCREDITED_BYTES) this.break(seat.owner, seat.id);
    else seat.far?.part(frame);
  }

  #connect(from: Endpoint, { id, host, port, intent }: FromEnd & { type: 'connect' }): void {
    if (!LOCAL_HOSTS.has(host)) {
      this.#fail(from, id, 'ENOTFOUND', host);
      return;
    }
    const seat: Seat = { owner: from, id, far: null, cancel: () => {}, uncreditedBytes: 0 };
    this.#remember(seat);
    const { cancel } = dial(this.#network, {
      caller: from.party,
      callee: this.#ports.lastHolder(port)?.owner.party ?? intent?.to ?? nobodyAt(port),
      carrier: FRAMES,
      callerEnd: new SeatEnd(this.#seats, seat),
      intent: intent?.head ?? null,
      open: (answers, ready, failed) => this.#open(port, answers, ready, failed),
      connected: (connection) => {
        seat.far = {
          part: (frame) => connection.fromCaller(frame),
          ended: () => connection.callerEnded(),
          reset: () => connection.callerReset(),
        };
        from.deliver({ type: 'connected', id, localPort: this.#ports.free() });
      },
      failed: (code) => {
        this.#forget(seat);
        from.deliver({ type: 'connect-failed', id, code });
      },
    });
    seat.cancel = cancel;
  }

  /** The connect has come to the port. */
  #open(
    port: number,
    answers: End<Frame>,
    ready: (service: End<Frame>) => void,
    failed: (code: 'ECONNREFUSED') => void,
  ): void {
    const listener = this.#ports.holder(port);
    if (listener === undefined) {
      failed('ECONNREFUSED');
      return;
    }
    const { owner, id: listenerId } = listener;
    const id = this.#nextAccepted--;
    const seat: Seat = { owner, id, far: answers, cancel: () => {}, uncreditedBytes: 0 };
    this.#remember(seat);
    const remotePort = this.#ports.free();
    owner.deliver({ type: 'accept', listener: listenerId, id, localPort: port, remotePort });
    ready(new SeatEnd(this.#seats, seat));
  }

  #fail(from: Endpoint, id: ConnectionId, code: 'ENOTFOUND', to: string): void {
    const { name } = from.party;
    const { environment } = this.#network;
    environment.record({ type: 'connect-failed', from: name, to, code, tookMs: 0 });
    from.deliver({ type: 'connect-failed', id, code });
  }

  #remember(seat: Seat): void {
    const seats = this.#seats.get(seat.owner) ?? new Map<ConnectionId, Seat>();
    this.#seats.set(seat.owner, seats);
    seats.set(seat.id, seat);
  }

  #forget(seat: Seat): void {
    this.#seats.get(seat.owner)?.delete(seat.id);
  }
}
