import { RequestCopy } from './copy.ts';
import { callOf, type Exchange } from './exchange.ts';
import type { Call } from './faults/fault-table.ts';
import type { Lane } from './lane.ts';
import type { NetworkAction } from './moment.ts';
import type { Network } from './network.ts';
import { bytesOf, type Carrier, type End, isFinal, type Part } from './part.ts';
import type { Party } from './party.ts';
import type { Strikes } from './strikes.ts';

/** Who is at the two ends of a connection, and the two ways between them. */
export interface Line<P extends Part> {
  readonly id: number;
  readonly caller: Party;
  readonly callee: Party;
  readonly out: Lane;
  readonly back: Lane;
  readonly callerEnd: End<P>;
  readonly calleeEnd: End<P>;
  readonly carrier: Carrier<P>;
  /** Opens one more connection to the same service; null when it takes none any more. */
  dialAgain(answers: End<P>): End<P> | null;
}

/** A call on its way: kept from the request's head until the service has answered it. */
interface Pending<P extends Part> {
  readonly exchange: Exchange;
  readonly strikes: Strikes;
  requestBytes: number;
  replyBytes: number;
  copy: RequestCopy<P> | null;
  /** Whose answer the caller gets: the first that begins. */
  answerer: 'service' | 'copy' | null;
}

/** One connection between two parties: what either end says goes through here, and may come to harm. */
export class Connection<P extends Part> {
  readonly line: Line<P>;
  readonly #network: Network<P>;
  /** Calls that the service has not answered yet, in the order of their requests. */
  readonly #pending: Pending<P>[] = [];
  /** Calls that have not come to their end: the caller has no whole answer, and was told nothing. */
  readonly #open = new Set<Pending<P>>();
  /** The call whose request is still being sent. */
  #sending: Pending<P> | null = null;
  /** A message was lost: nothing more comes to the caller, as if the network had lost it all. */
  #silent = false;
  #over = false;

  constructor(network: Network<P>, line: Line<P>) {
    this.#network = network;
    this.line = line;
  }

  /** The caller sends something. */
  fromCaller(part: P): void {
    if (this.#over) return;
    if (part.kind === 'request') this.#begin(part);
    if (this.#over) return;
    const pending = this.#sending;
    if (part.kind === 'credit') this.#creditFromCaller(part);
    else if (pending === null) this.#sendOut(part, null);
    else this.#sendRequest(part, pending);
  }

  callerEnded(): void {
    this.#callerLeft('ended');
  }

  /** The caller broke it off, or died. */
  callerReset(): void {
    this.#callerLeft('reset');
  }

  /** The service sends something. */
  fromCallee(part: P): void {
    if (this.#over) return;
    if (this.#silent) {
      // It acts as if it were heard: a long answer must not wait for a reader.
      if (part.kind === 'body') this.#credit(this.line.calleeEnd, part.bytes.length);
      if (part.kind === 'end') this.#lostWhole();
      return;
    }
    const [pending] = this.#pending;
    if (pending === undefined || part.kind === 'credit') this.#sendBack(part, null);
    else this.#reply(part, pending, 'service');
  }

  calleeEnded(): void {
    this.#calleeLeft('ended');
  }

  /** The service broke it off, or died. */
  calleeReset(): void {
    this.#calleeLeft('reset');
  }

  /** Ends it when nothing is under way and its parties may not connect any more. */
  endIfRefused(): void {
    const { caller, callee } = this.line;
    if (this.#over || this.#open.size > 0 || !this.#network.faults.endsIdle(caller, callee)) return;
    this.#close();
    this.line.callerEnd.ended();
    this.line.calleeEnd.ended();
  }

  #begin(head: Part & { kind: 'request' }): void {
    const { id, caller, callee } = this.line;
    const call = callOf(head);
    if (this.#crash(caller, 'request-sent', 'before', call)) return;
    const strikes = this.#network.strikesOn(caller, callee, call);
    const exchange = this.#network.newExchange(id, caller, callee, head);
    const copy = strikes.of('duplicate') === null ? null : new RequestCopy<P>();
    this.#sending = { exchange, strikes, requestBytes: 0, replyBytes: 0, copy, answerer: null };
    this.#pending.push(this.#sending);
    this.#open.add(this.#sending);
    if (strikes.of('lost-request') !== null) this.#silent = true;
  }

  #sendRequest(part: P, pending: Pending<P>): void {
    const { exchange, strikes, copy } = pending;
    const { caller } = this.line;
    if (part.kind === 'body') exchange.requestBody(part.bytes);
    if (part.kind === 'end') {
      this.#sending = null;
      exchange.tellRequest();
    }
    copy?.add(part);
    const lost = strikes.of('lost-request');
    const error = strikes.of('error');
    if (lost !== null) {
      if (part.kind === 'end') exchange.struck(lost);
    } else if (error !== null) {
      if (part.kind === 'body') this.#credit(this.line.callerEnd, part.bytes.length);
      if (part.kind === 'end') this.#answerFor(pending, error);
    } else if (!this.#breaks(part, pending, 'request')) {
      this.#sendOut(part, pending);
      if (part.kind === 'end' && copy !== null) this.#sendCopy(pending, copy);
    }
    if (part.kind === 'end') this.#crash(caller, 'request-sent', 'after', exchange.call);
  }

  #sendOut(part: P, pending: Pending<P> | null): void {
    const { out, caller, callee, calleeEnd } = this.line;
    const exchange = pending?.exchange ?? null;
    let atOnce = true;
    const call = exchange?.call ?? null;
    out.send(this.#network.delayMs(out, caller, callee, call, bytesOf(part)), () => {
      if (exchange !== null) {
        if (
          part.kind === 'request' &&
          this.#crash(callee, 'request-received', 'before', exchange.call)
        )
          return;
        if (part.kind === 'end') {
          if (!atOnce) exchange.requestDelivered('request');
          if (this.#crash(callee, 'request-received', 'after', exchange.call)) return;
        }
      }
      calleeEnd.part(part);
    });
    atOnce = false;
  }

  /** A second delivery, a moment after the first. */
  #sendCopy(pending: Pending<P>, copy: RequestCopy<P>): void {
    const { out, caller, callee } = this.line;
    const rule = pending.strikes.of('duplicate');
    if (rule === null || !copy.isWhole) return;
    pending.exchange.struck(rule);
    const delayMs = this.#network.delayMs(out, caller, callee, pending.exchange.call, 0);
    this.#network.environment.setTimer(delayMs + this.#network.momentMs(), () => {
      const service = this.line.dialAgain({
        part: (part) => this.#fromCopy(part, pending),
        ended: () => {},
        reset: () => {},
      });
      if (service === null) return;
      pending.exchange.requestDelivered('copy');
      copy.sendTo(service);
    });
  }

  #fromCopy(part: P, pending: Pending<P>): void {
    if (part.kind !== 'credit' && !this.#over && !this.#silent && !pending.exchange.isOver) {
      this.#reply(part, pending, 'copy');
    } else if (part.kind === 'body') {
      const credit = this.line.carrier.credit(part.bytes.length);
      if (credit !== null) pending.copy?.tell(credit);
    }
    if (part.kind === 'end') pending.copy?.close();
  }

  #reply(part: P, pending: Pending<P>, by: 'service' | 'copy'): void {
    const { callee } = this.line;
    const { exchange, strikes } = pending;
    const isHead = part.kind === 'response' && isFinal(part);
    if (isHead && this.#crash(callee, 'reply-sent', 'before', exchange.call)) return;
    if (isHead) pending.answerer ??= by;
    else if (part.kind === 'response' && by === 'copy') return;
    const whole = part.kind === 'end';
    if (whole && by === 'service' && this.#pending[0] === pending) this.#pending.shift();
    if (pending.answerer !== null && pending.answerer !== by) {
      // The caller has its answer from the other one.
      if (part.kind === 'body') this.#creditTo(pending, by, part.bytes.length);
      return;
    }
    const lost = strikes.of('lost-reply');
    if (lost !== null && part.kind === 'response') {
      if (!isHead) return;
      exchange.struck(lost);
      exchange.replied(part.status);
      this.#silent = true;
    } else if (!this.#breaks(part, pending, 'reply')) {
      this.#sendBack(part, pending);
    }
    if (whole) this.#crash(callee, 'reply-sent', 'after', exchange.call);
  }

  /** A lost reply is a whole one to the service that sent it. */
  #lostWhole(): void {
    const pending = this.#pending.shift();
    if (pending === undefined) return;
    this.#crash(this.line.callee, 'reply-sent', 'after', pending.exchange.call);
  }

  #sendBack(part: P, pending: Pending<P> | null): void {
    const { back, caller, callee, callerEnd } = this.line;
    const exchange = pending?.exchange ?? null;
    let arrived = false;
    const call = exchange?.call ?? null;
    back.send(this.#network.delayMs(back, callee, caller, call, bytesOf(part)), () => {
      arrived = true;
      if (exchange !== null) {
        if (part.kind === 'response' && isFinal(part)) {
          if (this.#crash(caller, 'reply-received', 'before', exchange.call)) return;
          exchange.replyHead(part);
        }
        if (part.kind === 'body') exchange.replyBody(part.bytes);
        if (part.kind === 'end') {
          exchange.answered();
          if (pending !== null) this.#open.delete(pending);
          if (this.#crash(caller, 'reply-received', 'after', exchange.call)) return;
        }
      }
      callerEnd.part(part);
      if (part.kind === 'end') this.endIfRefused();
    });
    if (!arrived && part.kind === 'response' && isFinal(part)) exchange?.replied(part.status);
  }

  #answerFor(pending: Pending<P>, rule: NonNullable<ReturnType<Strikes['of']>>): void {
    if (rule.fault.kind !== 'error') return;
    const { exchange } = pending;
    const { status } = rule.fault;
    this.#pending.splice(this.#pending.indexOf(pending), 1);
    exchange.struck(rule);
    const text = `${status} by the fault ${rule.id}\n`;
    for (const part of this.line.carrier.answer(status, text)) this.#sendBack(part, pending);
  }

  /** Breaks the connection where a rule says so: the part that goes too far is cut. */
  #breaks(part: P, pending: Pending<P>, during: 'request' | 'reply'): boolean {
    const rule = pending.strikes.reset(during);
    if (rule === null) return false;
    const counter = during === 'request' ? 'requestBytes' : 'replyBytes';
    const left = rule.fault.afterBytes - pending[counter];
    if (part.kind === 'body') pending[counter] += part.bytes.length;
    const isOver = part.kind === 'end' || (part.kind === 'body' && part.bytes.length > left);
    if (!isOver) return false;
    const send = (one: P) =>
      during === 'request' ? this.#sendOut(one, pending) : this.#sendBack(one, pending);
    if (part.kind === 'body' && left > 0) send(this.line.carrier.cut(part, left));
    pending.exchange.struck(rule);
    this.line.out.send(0, () => this.line.calleeEnd.reset());
    this.line.back.send(0, () => {
      this.#failAll((exchange) => exchange.broken());
      this.line.callerEnd.reset();
    });
    this.#over = true;
    this.#network.forget(this);
    return true;
  }

  #creditFromCaller(part: P): void {
    const copying = this.#pending.find(({ answerer }) => answerer === 'copy');
    if (copying === undefined) this.#sendOut(part, null);
    else copying.copy?.tell(part);
  }

  #creditTo(pending: Pending<P>, whom: 'service' | 'copy', bytes: number): void {
    if (whom === 'service') this.#credit(this.line.calleeEnd, bytes);
    else {
      const credit = this.line.carrier.credit(bytes);
      if (credit !== null) pending.copy?.tell(credit);
    }
  }

  #credit(to: End<P>, bytes: number): void {
    const credit = this.line.carrier.credit(bytes);
    if (credit !== null) to.part(credit);
  }

  #callerLeft(how: 'ended' | 'reset'): void {
    if (this.#over) return;
    const { caller, callee, out, back, calleeEnd } = this.line;
    back.close();
    this.#failAll((exchange) => exchange.abandoned());
    this.#close();
    out.send(this.#network.delayMs(out, caller, callee, null, 0), () => calleeEnd[how]());
  }

  #calleeLeft(how: 'ended' | 'reset'): void {
    if (this.#over) return;
    if (this.#silent) return;
    const { caller, callee, back, callerEnd } = this.line;
    const delayMs = this.#network.delayMs(back, callee, caller, null, 0);
    back.send(delayMs, () => {
      if (this.#over) return;
      this.#failAll((exchange) => exchange.broken());
      this.#close();
      callerEnd[how]();
    });
  }

  #failAll(fail: (exchange: Exchange) => void): void {
    for (const { exchange, copy } of this.#open) {
      fail(exchange);
      copy?.close();
    }
    this.#open.clear();
    this.#pending.length = 0;
  }

  #close(): void {
    this.#over = true;
    this.#network.forget(this);
  }

  /** True when that ended the instance, and with it this connection. */
  #crash(party: Party, action: NetworkAction, when: 'before' | 'after', call: Call): boolean {
    return this.#network.acting(party, { action, when, call });
  }
}
