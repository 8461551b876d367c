import { type ConnectionId, type FromEnd, LEARNER_PARTY } from '../../../network/index.ts';
import type { Frame } from '../../../process/index.ts';
import type { LearnerLink, ToLearner } from '../../learner/exchange.ts';
import { encode, type Flow, type RawPart } from '../http1/index.ts';
import type { NodeNetwork } from './node-network.ts';
import type { Hearer } from './wire.ts';

interface Seat {
  readonly listener: (message: ToLearner) => void;
  hearer: Hearer | null;
  /** Whoever sends the answer, and waits for it to be read. */
  flow: Flow | null;
  cancel: () => void;
}

/** The learner's way into the network: frames on this side, bytes on the other. */
export class Learner implements LearnerLink {
  readonly #network: NodeNetwork;
  readonly #seats = new Map<ConnectionId, Seat>();
  #lastId = 0;

  constructor(network: NodeNetwork) {
    this.#network = network;
  }

  newId(): ConnectionId {
    return ++this.#lastId;
  }

  hearConnection(id: ConnectionId, listener: (message: ToLearner) => void): void {
    this.#seats.set(id, { listener, hearer: null, flow: null, cancel: () => {} });
  }

  forgetConnection(): void {
    // What ends it is still to be said; it is forgotten with that.
  }

  push(message: FromEnd): void {
    const seat = this.#seats.get(message.id);
    if (seat === undefined) return;
    switch (message.type) {
      case 'connect':
        this.#connect(seat, message);
        return;
      case 'frame':
        this.#send(seat, message.id, message.frame);
        return;
      case 'end':
      case 'reset':
        this.#seats.delete(message.id);
        if (seat.hearer === null) seat.cancel();
        else if (message.type === 'end') seat.hearer.left();
        else seat.hearer.reset();
    }
  }

  #connect(seat: Seat, { id, port, intent }: FromEnd & { type: 'connect' }): void {
    const { cancel } = this.#network.call({
      caller: LEARNER_PARTY,
      address: '127.0.0.1',
      port,
      intent,
      callerEnd: {
        part: (part) => this.#receive(seat, id, part),
        ended: () => seat.listener({ type: 'ended', id }),
        reset: () => seat.listener({ type: 'reset', id }),
      },
      connected: (hearer) => {
        seat.hearer = hearer;
        seat.listener({ type: 'connected', id, localPort: 0 });
      },
      failed: (code) => {
        this.#seats.delete(id);
        seat.listener({ type: 'connect-failed', id, code });
      },
    });
    seat.cancel = cancel;
  }

  #send(seat: Seat, id: ConnectionId, frame: Frame): void {
    if (frame.kind === 'credit') {
      seat.flow?.arrived(frame.bytes);
      return;
    }
    const flow: Flow = {
      arrived: (bytes) => seat.listener({ type: 'frame', id, frame: { kind: 'credit', bytes } }),
    };
    seat.hearer?.part({ ...encode(frame), flow });
  }

  #receive(seat: Seat, id: ConnectionId, part: RawPart): void {
    if (part.kind === 'bytes') {
      if (part.bytes.length > 0)
        seat.listener({ type: 'unreadable', id, why: 'it is no HTTP/1.1' });
      else seat.listener({ type: 'ended', id });
    } else if (part.kind === 'response' && part.status === 101) {
      seat.listener({ type: 'unreadable', id, why: 'it switches to another protocol' });
    } else {
      if (part.kind === 'body') seat.flow = part.flow;
      seat.listener({ type: 'frame', id, frame: part });
    }
  }
}
