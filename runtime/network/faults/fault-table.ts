import type { Party } from '../party.ts';
import type { Random } from '../random.ts';
import type { CallFault, FaultRule, LinkFault } from './fault.ts';
import { matchesPath } from './path-pattern.ts';

/** A call as rules can tell it apart. */
export interface Call {
  readonly method: string;
  /** Without its query. */
  readonly path: string;
}

type RuleOf<F> = FaultRule & { readonly fault: F };

/** A rule in force, and how often it has struck. */
interface Live<F = FaultRule['fault']> {
  readonly rule: RuleOf<F>;
  strikes: number;
  /** For bandwidth: when each link, by its parties' names, is done with what it was given. */
  readonly freeAtMs: Map<string, number>;
}

const LINK_KINDS = new Set<string>(['latency', 'bandwidth', 'partition']);

/** The rules in force. */
export class FaultTable {
  readonly #random: Random;
  readonly #nowMs: () => number;
  #links: readonly Live<LinkFault>[] = [];
  #calls: readonly Live<CallFault>[] = [];

  constructor(random: Random, nowMs: () => number) {
    this.#random = random;
    this.#nowMs = nowMs;
  }

  get isEmpty(): boolean {
    return this.#links.length === 0 && this.#calls.length === 0;
  }

  /** A rule that stays, told by its id and all that it says, keeps the count of its strikes. */
  replace(rules: readonly FaultRule[]): void {
    const before = new Map([...this.#links, ...this.#calls].map((one) => [one.rule.id, one]));
    const live = rules.map((rule): Live => {
      const known = before.get(rule.id);
      const same = known !== undefined && JSON.stringify(known.rule) === JSON.stringify(rule);
      return same ? (known as Live) : { rule, strikes: 0, freeAtMs: new Map() };
    });
    this.#links = live.filter((one) => LINK_KINDS.has(one.rule.fault.kind)) as Live<LinkFault>[];
    this.#calls = live.filter((one) => !LINK_KINDS.has(one.rule.fault.kind)) as Live<CallFault>[];
  }

  /** The partition that holds back what travels this way, if any. */
  partition(from: Party, to: Party): FaultRule | null {
    for (const { rule } of this.#links) {
      if (rule.fault.kind !== 'partition') continue;
      const back = rule.fault.direction === 'both' && matches(rule, to, from);
      if (back || matches(rule, from, to)) return rule;
    }
    return null;
  }

  /** How much later something of this size arrives, in milliseconds; `call` is what it is part of. */
  delayMs(from: Party, to: Party, call: Call | null, bytes: number): number {
    let delayMs = 0;
    for (const live of this.#links) {
      const { rule } = live;
      const { fault } = rule;
      if (fault.kind === 'partition' || !matches(rule, from, to)) continue;
      if (!matchesCall(rule, call) || !this.#strikes(live)) continue;
      if (fault.kind === 'latency') delayMs += fault.latencyMs + this.#upTo(fault.jitterMs);
      else delayMs += this.#transmissionMs(live, `${from.name} ${to.name}`, bytes);
    }
    return delayMs;
  }

  /** Whether `from` cannot connect to `to` now. */
  refusal(from: Party, to: Party): FaultRule | null {
    return (
      this.#calls.find((live) => this.#refuses(live, from, to) && this.#strikes(live))?.rule ?? null
    );
  }

  /** Whether a connection between them that nobody uses should end. */
  endsIdle(from: Party, to: Party): boolean {
    return this.#calls.some((live) => this.#refuses(live, from, to) && !isSpent(live));
  }

  /** What strikes this call: of each kind at most one, in the order of the rules. */
  strike(from: Party, to: Party, call: Call): readonly RuleOf<CallFault>[] {
    const struck: RuleOf<CallFault>[] = [];
    for (const live of this.#calls) {
      const { rule } = live;
      if (
        rule.fault.kind === 'refusal' ||
        struck.some(({ fault }) => fault.kind === rule.fault.kind)
      ) {
        continue;
      }
      if (matches(rule, from, to) && matchesCall(rule, call) && this.#strikes(live)) {
        struck.push(rule);
      }
    }
    return struck;
  }

  #refuses({ rule }: Live<CallFault>, from: Party, to: Party): boolean {
    return rule.fault.kind === 'refusal' && matches(rule, from, to);
  }

  #strikes(live: Live): boolean {
    if (isSpent(live)) return false;
    const { share } = live.rule;
    // Nothing is drawn where there is no choice, so that a rule for everything changes no other one's luck.
    if (share < 1 && this.#random.integer(1_000_000) >= share * 1_000_000) return false;
    live.strikes += 1;
    return true;
  }

  #upTo(ms: number): number {
    return ms === 0 ? 0 : this.#random.integer(Math.floor(ms * 1000) + 1) / 1000;
  }

  #transmissionMs({ rule, freeAtMs }: Live, link: string, bytes: number): number {
    if (rule.fault.kind !== 'bandwidth') return 0;
    const nowMs = this.#nowMs();
    const beginsMs = Math.max(nowMs, freeAtMs.get(link) ?? 0);
    const endsMs = beginsMs + (bytes / rule.fault.bytesPerSecond) * 1000;
    freeAtMs.set(link, endsMs);
    return endsMs - nowMs;
  }
}

function isSpent({ rule, strikes }: Live): boolean {
  return rule.times !== null && strikes >= rule.times;
}

function matches(rule: FaultRule, from: Party, to: Party): boolean {
  return isParty(rule.from, from) && isParty(rule.to, to);
}

function isParty(named: string, { name, service }: Party): boolean {
  return named === 'any' || named === name || named === service;
}

/** A rule for certain calls strikes nothing that is no part of a call. */
function matchesCall({ calls: { method, path } }: FaultRule, call: Call | null): boolean {
  if (method === null && path === null) return true;
  if (call === null) return false;
  return (
    (method === null || method === call.method) && (path === null || matchesPath(path, call.path))
  );
}
