import type { Socket } from 'node:net';
import type { Party } from '../../../network/index.ts';
import { readRequests } from '../http1/index.ts';
import { Front } from './front.ts';
import type { Answer, FromService, ToService, Way } from './messages.ts';
import type { NodeNetwork } from './node-network.ts';
import { Wire } from './wire.ts';

/** The way to a service's process. */
export interface ServiceLink {
  send(message: ToService): void;
  /** What the process waits for, and does nothing else until it comes. */
  answer(message: Answer): void;
  kill(): void;
}

/** A connection that the process asked for. */
interface Outgoing {
  readonly wire: Wire;
  cancel: () => void;
}

/** A service's process as it takes part in the network. */
export class Member {
  readonly party: Party;
  readonly #network: NodeNetwork;
  readonly #link: ServiceLink;
  readonly #fronts = new Map<number, { front: Front; fall: () => void }>();
  readonly #outgoing = new Map<number, Outgoing>();
  /** Connections that came to it, by the ports that they come from as the process sees it. */
  readonly #taken = new Map<number, Wire>();
  #isPaused = false;
  #isGone = false;

  constructor(network: NodeNetwork, party: Party, link: ServiceLink) {
    this.#network = network;
    this.party = party;
    this.#link = link;
  }

  hear(message: FromService): void {
    if (this.#isGone) return;
    switch (message.type) {
      case 'listen':
        void this.#listen(message);
        return;
      case 'opened':
        this.#fronts.get(message.listener)?.front.opened(message.port);
        return;
      case 'unlisten':
        this.#unlisten(message.listener);
        return;
      case 'connect':
        this.#connect(message);
        return;
      case 'closed':
        this.#closed(message.id);
        return;
      case 'wrote':
        this.#awaitWritten(message.by, message.bytes);
        return;
      case 'pong':
        if (!this.#isPaused) for (const wire of this.#wires()) wire.release();
        return;
      case 'acting':
        if (!this.#network.crash(this.party.name, message.moment)) this.#link.answer(DONE);
    }
  }

  /** A connection has come to it. */
  took(wire: Wire, socket: Socket): void {
    const port = socket.localPort ?? 0;
    this.#taken.set(port, wire);
    if (this.#isPaused) wire.hold();
    socket.once('close', () => {
      if (this.#taken.get(port) === wire) this.#taken.delete(port);
    });
  }

  /** It stands still: what is said to it waits. */
  pause(): void {
    this.#isPaused = true;
    for (const wire of this.#wires()) wire.hold();
  }

  /**
   * It goes on. What was sent to it meanwhile comes when it has been through its event loop's poll
   * phase once: so timers that came due run first, however the system wakes the process.
   */
  goOn(): void {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    this.#link.send({ type: 'ping' });
  }

  /** It ends now: nothing that it says from here on is heard, and those it talked with see it gone. */
  crash(): void {
    this.#isGone = true;
    this.#link.kill();
    for (const wire of this.#wires()) wire.crash();
    this.leave();
  }

  /** It is gone. */
  leave(): void {
    this.#isGone = true;
    for (const listener of [...this.#fronts.keys()]) this.#unlisten(listener);
    for (const id of [...this.#outgoing.keys()]) this.#closed(id);
  }

  async #listen({ listener, host, port, ipv6Only }: FromService & { type: 'listen' }) {
    try {
      const front = await Front.open({
        host,
        // Any: one that no client can take while the service is down and is to be started again.
        port: port === 0 ? await this.#network.ports.next() : port,
        ipv6Only,
        onSocket: (socket) => this.#network.welcome(socket, front.port),
      });
      if (this.#isGone) {
        front.close();
        return;
      }
      this.#fronts.set(listener, { front, fall: this.#network.stand(front, this) });
      this.#link.answer({ host: front.host, port: front.port });
    } catch {
      // The process finds out why by itself, when it tries to listen there.
      this.#link.answer({ refused: true });
    }
  }

  #unlisten(listener: number): void {
    const known = this.#fronts.get(listener);
    this.#fronts.delete(listener);
    known?.fall();
    known?.front.close();
  }

  #connect({ id, host, port }: FromService & { type: 'connect' }): void {
    if (!this.#network.isReachable(port, host)) {
      this.#link.send({ type: 'connect-failed', id, code: 'ECONNREFUSED', isAddressOnly: true });
      return;
    }
    const wire = new Wire(readRequests());
    const outgoing: Outgoing = { wire, cancel: () => {} };
    this.#outgoing.set(id, outgoing);
    const { cancel } = this.#network.call({
      caller: this.party,
      callerEnd: wire,
      address: host,
      port,
      intent: null,
      connected: (hearer) => {
        wire.tell(hearer);
        void this.#letIn(id, outgoing);
      },
      failed: (code) => {
        this.#outgoing.delete(id);
        this.#link.send({ type: 'connect-failed', id, code, isAddressOnly: false });
      },
    });
    outgoing.cancel = cancel;
  }

  async #letIn(id: number, outgoing: Outgoing): Promise<void> {
    const door = await this.#network.doors.open((socket) => {
      outgoing.cancel = () => {};
      outgoing.wire.attach(socket);
    });
    outgoing.cancel = door.close;
    if (this.#outgoing.get(id) !== outgoing) door.close();
    else this.#link.send({ type: 'dial', id, port: door.port });
  }

  #closed(id: number): void {
    const outgoing = this.#outgoing.get(id);
    if (outgoing === undefined) return;
    this.#outgoing.delete(id);
    outgoing.cancel();
    outgoing.wire.closedByOwner();
  }

  #awaitWritten(by: Way, bytes: number): void {
    const wire = 'id' in by ? this.#outgoing.get(by.id)?.wire : this.#taken.get(by.port);
    const answer = () => {
      if (!this.#isGone) this.#link.answer(DONE);
    };
    if (wire === undefined) answer();
    else wire.whenRead(bytes, answer);
  }

  *#wires(): Iterable<Wire> {
    for (const { wire } of this.#outgoing.values()) yield wire;
    yield* this.#taken.values();
  }
}

const DONE = { done: true } as const;
