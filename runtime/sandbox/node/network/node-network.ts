import { connect } from 'node:net';
import {
  type Connection,
  CrashPoints,
  createRandom,
  type DialFailure,
  type DialOptions,
  dial,
  type End,
  type FaultInput,
  type Happening,
  type Intent,
  type Moment,
  momentInWords,
  Network,
  nobodyAt,
  OUTSIDE,
  type Party,
  readRules,
} from '../../../network/index.ts';
import { RAW, type RawPart, readRequests, readResponses } from '../http1/index.ts';
import { FreePorts } from '../ports.ts';
import { Doors } from './doors.ts';
import type { Front } from './front.ts';
import { Member, type ServiceLink } from './member.ts';
import { FIN, type Hearer, Wire } from './wire.ts';

/** Somebody who wants to reach a port of this machine. */
export interface Call {
  readonly caller: Party;
  readonly callerEnd: End<RawPart>;
  readonly address: string;
  readonly port: number;
  readonly intent: Intent | null;
  /** `hearer` takes what the caller says. */
  connected(hearer: Hearer): void;
  failed(code: DialFailure): void;
}

interface Standing {
  readonly front: Front;
  readonly member: Member;
}

/** The network between processes of Node: every connection of theirs passes here, and may come to harm. */
export class NodeNetwork {
  readonly doors = new Doors();
  readonly ports = new FreePorts();
  readonly crashes = new CrashPoints();
  readonly #network: Network<RawPart>;
  readonly #members = new Map<string, Member>();
  readonly #standing = new Set<Standing>();
  /** Who had a port last: whom a caller means that does not know that it is gone. */
  readonly #lastHolders = new Map<number, Party>();
  readonly #calls = new Set<{ cancel(): void }>();

  constructor(nowMs: () => number, record: (happening: Happening) => void) {
    this.#network = new Network<RawPart>({
      nowMs,
      setTimer: (delayMs, run) => {
        const timer = setTimeout(run, delayMs);
        return () => clearTimeout(timer);
      },
      random: createRandom(Math.floor(Math.random() * 2 ** 32)),
      // The system takes its own time.
      latencyMs: null,
      record,
    });
    this.#network.onMoment = ({ name }, moment) => this.crash(name, moment);
  }

  /** Throws a FaultError. */
  set(faults: readonly FaultInput[]): void {
    this.#network.set(readRules(faults));
  }

  /** A service's process takes part from now on. */
  join(party: Party, link: ServiceLink): Member {
    const member = new Member(this, party, link);
    this.#members.set(party.name, member);
    return member;
  }

  /** It is gone. */
  leave(member: Member): void {
    const { name } = member.party;
    member.leave();
    this.#members.delete(name);
    this.crashes.forget(name);
    this.#network.causes.forget(name);
  }

  /** True when the instance crashes in this moment. */
  crash(instance: string, moment: Moment): boolean {
    const member = this.#members.get(instance);
    if (member === undefined || !this.crashes.strikes(instance, moment)) return false;
    const point = momentInWords(moment);
    this.#network.environment.record({ type: 'crash-point', instance, point });
    member.crash();
    return true;
  }

  /** Whoever dials the front's port reaches this member. Returns the way to end that. */
  stand(front: Front, member: Member): () => void {
    const standing = { front, member };
    this.#standing.add(standing);
    this.#lastHolders.set(front.port, member.party);
    return () => this.#standing.delete(standing);
  }

  /** Who has the port; null when no instance has. */
  holderOf(port: number): Party | null {
    return this.#at(port)?.member.party ?? null;
  }

  /** False when an instance has the port, but at other addresses than this one. */
  isReachable(port: number, address: string): boolean {
    return this.#at(port) === null || this.#at(port, address) !== null;
  }

  /** Somebody from outside has come to a member's port. */
  welcome(socket: Parameters<Wire['attach']>[0], port: number): void {
    const wire = new Wire(readRequests());
    wire.attach(socket);
    this.call({
      caller: OUTSIDE,
      callerEnd: wire,
      address: '127.0.0.1',
      port,
      intent: null,
      connected: (hearer) => wire.tell(hearer),
      failed: () => wire.reset(),
    });
  }

  call({ caller, callerEnd, address, port, intent, connected, failed }: Call): { cancel(): void } {
    let service: { wire: Wire; answers: End<RawPart> } | null = null;
    const open: DialOptions<RawPart>['open'] = (answers, ready, refused) => {
      const isCopy = service !== null;
      this.#reach(address, port, refused, (wire) => {
        if (isCopy) wire.tell(hearerOf(answers));
        else service = { wire, answers };
        ready(wire);
      });
    };
    const entry = { cancel: () => {} };
    this.#calls.add(entry);
    const dialling = dial(this.#network, {
      caller,
      callee: this.#lastHolders.get(port) ?? intent?.to ?? nobodyAt(port),
      carrier: RAW,
      callerEnd,
      open,
      intent: intent?.head ?? null,
      connected: (connection) => {
        this.#calls.delete(entry);
        const half = { caller: false, service: false };
        connected(callerHearer(connection, half));
        service?.wire.tell(serviceHearer(service.answers, half));
      },
      failed: (code) => {
        this.#calls.delete(entry);
        failed(code);
      },
    });
    entry.cancel = () => {
      this.#calls.delete(entry);
      dialling.cancel();
    };
    return entry;
  }

  /** Nothing is heard or sent any more. */
  close(): void {
    for (const { cancel } of [...this.#calls]) cancel();
    this.#calls.clear();
    for (const member of [...this.#members.values()]) this.leave(member);
    this.doors.close();
  }

  /** The connect has come to the port. */
  #reach(
    address: string,
    port: number,
    refused: (code: DialFailure) => void,
    reached: (wire: Wire) => void,
  ): void {
    const standing = this.#at(port);
    const to = (host: string, target: number) => {
      const socket = connect({ host, port: target, allowHalfOpen: true, noDelay: true });
      const fail = ({ code }: NodeJS.ErrnoException) =>
        refused(code === 'ETIMEDOUT' ? code : 'ECONNREFUSED');
      socket.once('error', fail);
      socket.once('connect', () => {
        socket.off('error', fail);
        const wire = new Wire(readResponses());
        wire.attach(socket);
        standing?.member.took(wire, socket);
        reached(wire);
      });
    };
    if (standing === null) to(address, port);
    else {
      standing.front.whenOpened(
        (target) => to('127.0.0.1', target),
        () => refused('ECONNREFUSED'),
      );
    }
  }

  #at(port: number, address?: string): Standing | null {
    for (const standing of this.#standing) {
      const { front } = standing;
      if (front.port === port && (address === undefined || front.covers(address))) return standing;
    }
    return null;
  }
}

/** Which sides of a connection have said that no more comes from them. */
interface HalfClosed {
  caller: boolean;
  service: boolean;
}

function callerHearer(connection: Connection<RawPart>, half: HalfClosed): Hearer {
  return {
    part: (part) => connection.fromCaller(part),
    finished: () => {
      half.caller = true;
      if (half.service) connection.callerEnded();
      else connection.fromCaller(FIN);
    },
    left: () => connection.callerEnded(),
    reset: () => connection.callerReset(),
  };
}

function serviceHearer(answers: End<RawPart>, half: HalfClosed): Hearer {
  return {
    ...hearerOf(answers),
    finished: (isHttp) => {
      half.service = true;
      if (isHttp || half.caller) answers.ended();
      else answers.part(FIN);
    },
  };
}

function hearerOf(answers: End<RawPart>): Hearer {
  return {
    part: (part) => answers.part(part),
    finished: () => answers.ended(),
    left: () => answers.ended(),
    reset: () => answers.reset(),
  };
}
