/**
 * A small world for the network's properties: parties that call each other over `runtime/network`
 * alone, on a virtual clock, and remember what they saw.
 */
import {
  type Connection,
  createRandom,
  dial,
  type End,
  type FaultInput,
  FRAMES,
  type Happening,
  Network,
  type Party,
  type Random,
  readRules,
} from '../../runtime/network/index.ts';
import type { Frame } from '../../runtime/process/index.ts';
import { Agenda } from '../../runtime/sandbox/simulated/agenda.ts';

/** Who calls whom, how often on one connection, and how patiently. */
export interface Caller {
  readonly from: number;
  readonly to: number;
  readonly calls: number;
  readonly pieces: number;
  /** Null: it waits for ever. */
  readonly deadlineMs: number | null;
}

export type Outcome = 'answered' | 'failed' | 'timed out';

export class World {
  readonly ledger: Happening[] = [];
  /** What each service took, in order: `connection call piece`. */
  readonly taken: { readonly connection: number; readonly call: string; readonly piece: number }[] =
    [];
  readonly outcomes = new Map<string, Outcome[]>();
  readonly #agenda = new Agenda();
  readonly #random: Random;
  readonly #parties: readonly Party[];
  readonly #network: Network<Frame>;
  #served = 0;

  constructor(seed: number, parties: number) {
    this.#random = createRandom(seed);
    this.#parties = Array.from({ length: parties }, (_, index) => ({
      name: `p-${index}`,
      service: `p${index % 2}`,
    }));
    this.#network = new Network<Frame>({
      nowMs: () => this.#agenda.nowMs,
      setTimer: (delayMs, run) => {
        const entry = this.#agenda.add(delayMs, run);
        return () => this.#agenda.remove(entry);
      },
      random: createRandom(seed + 1),
      latencyMs: () => this.#random.integer(1000) / 1000,
      record: (happening) => this.ledger.push(happening),
    });
  }

  at(ms: number, run: () => void): void {
    this.#agenda.add(ms, run);
  }

  set(faults: readonly FaultInput[]): void {
    this.#network.set(readRules(faults));
  }

  /** Lets everything happen that is to happen. False when it does not come to rest. */
  run(): boolean {
    for (let step = 0; step < 200_000; step++) {
      const next = this.#agenda.next();
      if (next === null) return true;
      next();
    }
    return false;
  }

  /** Makes its calls one after the other on one connection, a new one where that broke. */
  call(caller: Caller, name: string): void {
    const queue = Array.from({ length: caller.calls }, (_, index) => `${name}.${index}`);
    this.#dial(caller, queue);
  }

  #dial(caller: Caller, queue: string[]): void {
    const [first] = queue;
    if (first === undefined) return;
    const from = this.#parties[caller.from] as Party;
    const to = this.#parties[caller.to] as Party;
    let connection: Connection<Frame> | null = null;
    let current: string | null = null;
    let stopWaiting = () => {};
    const settle = (outcome: Outcome) => {
      stopWaiting();
      if (current === null) return;
      this.outcomes.set(current, [...(this.outcomes.get(current) ?? []), outcome]);
      current = null;
    };
    const broken = () => {
      if (current === null) return;
      settle('failed');
      this.#dial(caller, queue);
    };
    const next = () => {
      const call = queue.shift();
      if (call === undefined) {
        connection?.callerEnded();
        return;
      }
      current = call;
      if (caller.deadlineMs !== null) {
        let isOver = false;
        this.#agenda.add(caller.deadlineMs, () => {
          if (isOver) return;
          settle('timed out');
          connection?.callerReset();
          this.#dial(caller, queue);
        });
        stopWaiting = () => {
          isOver = true;
        };
      }
      this.#send(connection as Connection<Frame>, call, caller.pieces);
    };
    dial(this.#network, {
      caller: from,
      callee: to,
      carrier: FRAMES,
      intent: null,
      callerEnd: {
        part: (part) => {
          if (part.kind !== 'end') return;
          settle('answered');
          next();
        },
        ended: broken,
        reset: broken,
      },
      open: (answers, ready) => ready(this.#serve(answers)),
      connected: (made) => {
        connection = made;
        next();
      },
      failed: () => {
        current = queue.shift() ?? null;
        broken();
      },
    });
  }

  #send(connection: Connection<Frame>, call: string, pieces: number): void {
    connection.fromCaller({ kind: 'request', method: 'POST', target: `/${call}`, headers: [] });
    for (let piece = 0; piece < pieces; piece++) {
      connection.fromCaller({ kind: 'body', bytes: new Uint8Array(10).fill(piece) });
    }
    connection.fromCaller({ kind: 'end', trailers: [] });
  }

  /** Takes requests in order, and answers each after a while. */
  #serve(answers: End<Frame>): End<Frame> {
    const connection = ++this.#served;
    let call = '';
    let isOpen = true;
    let lastMs = 0;
    return {
      part: (part) => {
        if (part.kind === 'request') call = part.target.slice(1);
        if (part.kind === 'request' || part.kind === 'body') {
          const piece = part.kind === 'body' ? (part.bytes[0] ?? 0) + 1 : 0;
          this.taken.push({ connection, call, piece });
        }
        if (part.kind !== 'end') return;
        lastMs = Math.max(lastMs, this.#agenda.nowMs + this.#random.integer(5));
        this.#agenda.addAt(lastMs, () => {
          if (!isOpen) return;
          answers.part({ kind: 'response', status: 200, reason: '', headers: [] });
          answers.part({ kind: 'body', bytes: new Uint8Array(50) });
          answers.part({ kind: 'end', trailers: [] });
        });
      },
      ended: () => {
        isOpen = false;
      },
      reset: () => {
        isOpen = false;
      },
    };
  }
}
