import { Connection } from './connection.ts';
import type { Network } from './network.ts';
import type { Carrier, End, Part } from './part.ts';
import type { Party } from './party.ts';

/** How long a connect may wait for an answer: Linux gives up after 127 s (tcp_syn_retries = 6). */
export const CONNECT_LIMIT_MS = 127_000;

export type DialFailure = 'ECONNREFUSED' | 'ETIMEDOUT';

/** A caller that wants to reach a service. */
export interface DialOptions<P extends Part> {
  readonly caller: Party;
  /** Who has the port now; `nobodyAt` where nobody has. */
  readonly callee: Party;
  readonly carrier: Carrier<P>;
  readonly callerEnd: End<P>;
  /**
   * Opens a connection to the service: called when the connect has come to it. `answers` is told
   * what the service says, once `ready` was called with the service's own end.
   */
  open(
    answers: End<P>,
    ready: (service: End<P>) => void,
    failed: (code: DialFailure) => void,
  ): void;
  /** Exactly one of these two is called, once, unless it was cancelled. */
  connected(connection: Connection<P>): void;
  failed(code: DialFailure): void;
  /** What the caller means to send, for the ledger, where that is known beforehand. */
  readonly intent: (Part & { kind: 'request' }) | null;
}

/** Makes a connection through the network: later, or not at all, where faults have it so. */
export function dial<P extends Part>(
  network: Network<P>,
  options: DialOptions<P>,
): { cancel(): void } {
  const { caller, callee, carrier, callerEnd, open } = options;
  const { environment, faults } = network;
  const startedMs = environment.nowMs();
  const out = network.lane(caller, callee);
  const back = network.lane(callee, caller);
  let service: End<P> | null = null;
  let connection: Connection<P> | null = null;
  let isOver = false;

  const finish = () => {
    isOver = true;
    callOff();
  };
  const giveUp = () => {
    finish();
    out.close();
    back.close();
    service?.reset();
  };
  const fail = (code: DialFailure) => {
    if (isOver) return;
    giveUp();
    recordFailure(code);
    options.failed(code);
  };
  const recordFailure = (code: DialFailure) => {
    const tookMs = environment.nowMs() - startedMs;
    if (options.intent !== null) {
      network.newExchange(0, caller, callee, options.intent).unconnected(code);
    } else {
      environment.record({
        type: 'connect-failed',
        from: caller.name,
        to: callee.name,
        code,
        tookMs,
      });
    }
  };
  let callOff = () => {};
  const watchTime = () => {
    if (!isOver) callOff = environment.setTimer(CONNECT_LIMIT_MS, () => fail('ETIMEDOUT'));
  };

  const refusal = faults.refusal(caller, callee);
  if (refusal !== null) {
    environment.record({
      type: 'fault-struck',
      rule: refusal.id,
      fault: refusal.fault.kind,
      id: null,
      from: caller.name,
      to: callee.name,
    });
    back.send(network.delayMs(back, callee, caller, null, 0), () => fail('ECONNREFUSED'));
    watchTime();
    return {
      cancel: () => {
        if (!isOver) giveUp();
      },
    };
  }

  const answers: End<P> = {
    part: (part) => connection?.fromCallee(part),
    ended: () => leave('ended'),
    reset: () => leave('reset'),
  };
  /** As in TCP, whoever is let in is connected first, even when the other leaves at once. */
  let left: 'ended' | 'reset' | null = null;
  const leave = (how: 'ended' | 'reset') => {
    if (connection === null) left ??= how;
    else if (how === 'ended') connection.calleeEnded();
    else connection.calleeReset();
  };
  const accepted = (end: End<P>) => {
    if (isOver) {
      end.reset();
      return;
    }
    service = end;
    back.send(network.delayMs(back, callee, caller, null, 0), () => {
      finish();
      connection = new Connection(network, {
        id: network.newConnectionId(),
        caller,
        callee,
        out,
        back,
        callerEnd,
        calleeEnd: end,
        carrier,
        dialAgain: (copyAnswers) => dialAgain(open, copyAnswers),
      });
      network.remember(connection);
      options.connected(connection);
      if (left !== null) leave(left);
    });
  };
  const refused = (code: DialFailure) => {
    if (!isOver) back.send(network.delayMs(back, callee, caller, null, 0), () => fail(code));
  };
  out.send(network.delayMs(out, caller, callee, null, 0), () => open(answers, accepted, refused));
  watchTime();
  return {
    cancel: () => {
      if (!isOver) giveUp();
    },
  };
}

/** What is said to it before it is there waits until it is. */
function dialAgain<P extends Part>(open: DialOptions<P>['open'], answers: End<P>): End<P> | null {
  let service: End<P> | null = null;
  let isRefused = false;
  const waiting: ((service: End<P>) => void)[] = [];
  open(
    answers,
    (end) => {
      service = end;
      for (const say of waiting.splice(0)) say(end);
    },
    () => {
      isRefused = true;
    },
  );
  if (isRefused) return null;
  const say = (what: (service: End<P>) => void) => {
    if (service === null) waiting.push(what);
    else what(service);
  };
  return {
    part: (part) => say((end) => end.part(part)),
    ended: () => say((end) => end.ended()),
    reset: () => say((end) => end.reset()),
  };
}
