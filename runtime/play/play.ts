import type { LedgerEvent } from '../network/index.ts';
import { NOTHING_KNOWN } from '../registry/view/index.ts';
import type { Sandbox } from '../sandbox/index.ts';
import { type Board, boardOf } from './board.ts';
import { Links } from './links.ts';
import { Owners } from './owners.ts';
import { type Played, PlayedServices, type PlayOptions } from './services.ts';
import { NOTHING_TO_SEE, type PlayView, viewAfter } from './view.ts';

/** A step that is played in one sandbox: what can be done to it, and what there is to see. */
export class Play {
  readonly services: PlayedServices;
  readonly links: Links;
  readonly #sandbox: Sandbox;
  readonly #owners = new Owners();
  #view = NOTHING_TO_SEE;
  /** Where in the ledger the registry of now begins: it knows nothing of what one before it knew. */
  #registryFrom = 0;

  constructor(sandbox: Sandbox, played: Played, options: PlayOptions = {}) {
    this.#sandbox = sandbox;
    this.services = new PlayedServices(sandbox, played, options);
    this.links = new Links(sandbox);
  }

  /** The view after more events of the sandbox's ledger: every one has to be noted, in order. */
  note(events: readonly LedgerEvent[]): PlayView {
    for (const event of events) this.#owners.note(event);
    const isOld = ({ type, seq }: LedgerEvent) => type === 'registry' && seq < this.#registryFrom;
    this.#view = viewAfter(
      this.#view,
      events.filter((event) => !isOld(event)),
    );
    return this.#view;
  }

  /** As it was after the last events. */
  get view(): PlayView {
    return this.#view;
  }

  /** What the registry knows now, by the sandbox's clock. */
  board(): Board {
    const ownerOf = (leaseOrSession: string) => this.#owners.of(leaseOrSession);
    return boardOf(this.#view.registry, ownerOf, this.#sandbox.clock.nowMs());
  }

  /** Ends everything, faults too; what is started next starts afresh. Resolves with what is left. */
  async end(): Promise<PlayView> {
    await this.services.stopAll();
    await this.links.healAll();
    this.#registryFrom = (this.#sandbox.ledger.read().at(-1)?.seq ?? -1) + 1;
    this.#view = { ...this.#view, registry: NOTHING_KNOWN };
    return this.#view;
  }
}
