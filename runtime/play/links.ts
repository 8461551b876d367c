import type { FaultInput, FaultRule, LedgerEvent } from '../network/index.ts';
import type { Sandbox } from '../sandbox/index.ts';

/** What is wrong with the way between two instances, in both directions. */
export type LinkFault = { readonly kind: 'cut' } | { readonly kind: 'slow'; readonly byMs: number };

/** A link that something is wrong with. */
export interface LinkView {
  /** Ids of instances. */
  readonly ends: Ends;
  readonly fault: LinkFault;
}

export type Ends = readonly [one: string, other: string];

/** The links that these rules cut or slow; each stands once, whatever rules make it so. */
export function linksOf(rules: readonly FaultRule[]): readonly LinkView[] {
  const links = new Map<string, LinkView>();
  for (const { from, to, fault } of rules) {
    const key = keyOf([from, to]);
    if (fault.kind === 'partition') links.set(key, { ends: [from, to], fault: { kind: 'cut' } });
    else if (fault.kind === 'latency' && !links.has(key))
      links.set(key, { ends: [from, to], fault: { kind: 'slow', byMs: fault.latencyMs } });
  }
  return [...links.values()];
}

interface FaultyLink {
  readonly places: Ends;
  readonly fault: LinkFault;
}

/**
 * Cuts and slows links between instances. A fault belongs to the place where an instance is, its
 * service and port: the one that is started there next has it too.
 */
export class Links {
  readonly #sandbox: Sandbox;
  /** By instance: its place; and by place: who is there now. */
  readonly #placeOf = new Map<string, string>();
  readonly #nowAt = new Map<string, string>();
  readonly #faulty = new Map<string, FaultyLink>();

  constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox;
    sandbox.ledger.subscribe((event) => this.#note(event));
  }

  /** Resolves when nothing passes between the two any more, or everything so much later. */
  async break(ends: Ends, fault: LinkFault): Promise<void> {
    const places = this.#placesOf(ends);
    this.#faulty.set(keyOf(places), { places, fault });
    await this.#apply();
  }

  async heal(ends: Ends): Promise<void> {
    if (this.#faulty.delete(keyOf(this.#placesOf(ends)))) await this.#apply();
  }

  async healAll(): Promise<void> {
    if (this.#faulty.size === 0) return;
    this.#faulty.clear();
    await this.#apply();
  }

  #note(event: LedgerEvent): void {
    if (event.type !== 'starting') return;
    const place = `${event.service}:${event.port}`;
    this.#placeOf.set(event.instance, place);
    this.#nowAt.set(place, event.instance);
    const isConcerned = [...this.#faulty.values()].some(({ places }) => places.includes(place));
    // A sandbox that is lost by now says so itself.
    if (isConcerned) this.#apply().catch(() => undefined);
  }

  #placesOf([one, other]: Ends): Ends {
    return [this.#placeOf.get(one) ?? one, this.#placeOf.get(other) ?? other];
  }

  async #apply(): Promise<void> {
    await this.#sandbox.network.set(
      [...this.#faulty.values()].flatMap((link) => this.#rules(link)),
    );
  }

  #rules({ places, fault }: FaultyLink): readonly FaultInput[] {
    const [one, other] = places.map((place) => this.#nowAt.get(place) ?? place) as [string, string];
    if (fault.kind === 'cut') {
      const cut = { kind: 'partition', direction: 'both' } as const;
      return [{ id: `cut ${one} ${other}`, from: one, to: other, fault: cut }];
    }
    const late = { kind: 'latency', latencyMs: fault.byMs, jitterMs: 0 } as const;
    return [
      { id: `slow ${one} ${other}`, from: one, to: other, fault: late },
      { id: `slow ${other} ${one}`, from: other, to: one, fault: late },
    ];
  }
}

/** The same whichever end is named first. */
function keyOf(ends: Ends): string {
  return [...ends].sort().join(' ');
}
