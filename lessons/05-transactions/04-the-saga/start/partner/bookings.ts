import type { Journal } from '../journal.ts';

/** So much of something, taken for an order: 2 of lamp, 3000 of ada. */
export interface Booking {
  /** Whoever asks again with the same key means the same booking. */
  readonly key: string;
  readonly order: string;
  readonly of: string;
  readonly count: number;
}

/** What is written to the journal, and when, in milliseconds. */
export type Entry = { readonly atMs: number } & (
  | { readonly booked: Booking }
  | { readonly cancelled: string }
);

export class Refusal extends Error {}

/**
 * The books of one partner: what there was in the beginning, and what has been taken of it. To book
 * or to cancel a key again does nothing. A key that was cancelled stays so, even where the request to
 * cancel it overtook the one to book it.
 */
export class Bookings {
  readonly #opening: ReadonlyMap<string, number>;
  readonly #journal: Journal<Entry>;
  readonly #booked = new Map<string, Booking>();
  readonly #cancelledMs = new Map<string, number>();

  constructor(opening: ReadonlyMap<string, number>, journal: Journal<Entry>) {
    this.#opening = opening;
    this.#journal = journal;
    for (const entry of journal.entries) this.#apply(entry);
  }

  async book(booking: Booking): Promise<void> {
    const { key, of, count } = booking;
    if (this.#cancelledMs.has(key)) throw new Refusal(`${key} has been cancelled`);
    if (this.#booked.has(key)) return;
    const left = this.#left(of);
    if (left < count) throw new Refusal(`there are ${left} of ${of}, not ${count}`);
    await this.#record({ booked: booking, atMs: Date.now() });
  }

  async cancel(key: string): Promise<void> {
    if (!this.#cancelledMs.has(key)) await this.#record({ cancelled: key, atMs: Date.now() });
  }

  /** All that was ever booked, with when it was cancelled; null for what stands. */
  list(): (Booking & { readonly cancelledMs: number | null })[] {
    return [...this.#booked.values()].map((booking) => {
      return { ...booking, cancelledMs: this.#cancelledMs.get(booking.key) ?? null };
    });
  }

  #left(of: string): number {
    const standing = this.list().filter((one) => one.of === of && one.cancelledMs === null);
    return standing.reduce((left, { count }) => left - count, this.#opening.get(of) ?? 0);
  }

  /** On the disk first; then it is so. */
  async #record(entry: Entry): Promise<void> {
    await this.#journal.write(entry);
    await this.#journal.sync();
    this.#apply(entry);
  }

  #apply(entry: Entry): void {
    if ('booked' in entry) this.#booked.set(entry.booked.key, entry.booked);
    else this.#cancelledMs.set(entry.cancelled, entry.atMs);
  }
}
