import type { Journal } from '../journal.ts';

/** A change to one account, and the transaction that made it. */
export interface Change {
  readonly xid: string;
  readonly account: string;
  readonly cents: number;
}

/** What the bank writes to its journal. */
export type Entry =
  | { readonly prepared: string; readonly changes: readonly Change[] }
  | { readonly committed: string }
  | { readonly rolledBack: string };

interface Transaction {
  state: 'active' | 'ended' | 'prepared';
  readonly changes: Change[];
}

/** A command that the bank refuses, with X/Open's code where there is one. */
export class Refusal extends Error {
  readonly code: 'XAER_NOTA' | 'XAER_DUPID' | 'XAER_PROTO' | 'REFUSED';

  constructor(code: Refusal['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * The accounts of one bank, and the transactions at work on them. An account belongs to the
 * transaction that changed it until that is committed or rolled back. The bank gives up a
 * transaction on its own as long as it has not voted; once it is prepared, never.
 */
export class Bank {
  readonly #accounts: ReadonlySet<string>;
  readonly #journal: Journal<Entry>;
  readonly #changes: Change[];
  readonly #transactions = new Map<string, Transaction>();

  constructor(opening: ReadonlyMap<string, number>, journal: Journal<Entry>) {
    this.#accounts = new Set(opening.keys());
    this.#journal = journal;
    this.#changes = [...opening].map(([account, cents]) => ({ xid: 'opening', account, cents }));
    for (const entry of journal.entries) this.#apply(entry);
  }

  start(xid: string): void {
    if (this.#transactions.has(xid)) throw new Refusal('XAER_DUPID', `${xid} is at work already`);
    this.#transactions.set(xid, { state: 'active', changes: [] });
  }

  add(xid: string, account: string, cents: number): void {
    const transaction = this.#find(xid, 'active');
    if (!this.#accounts.has(account))
      throw new Refusal('REFUSED', `there is no account ${account}`);
    for (const [other, { changes }] of this.#transactions) {
      if (other !== xid && changes.some((change) => change.account === account)) {
        throw new Refusal('REFUSED', `${account} is in use by ${other}`);
      }
    }
    const balance = balanceOf(account, [...this.#changes, ...transaction.changes]);
    if (balance + cents < 0) throw new Refusal('REFUSED', `${account} has only ${balance} cents`);
    transaction.changes.push({ xid, account, cents });
  }

  end(xid: string): void {
    this.#find(xid, 'active').state = 'ended';
  }

  /** The vote: once this resolves, the bank can do either, whatever happens to it meanwhile. */
  async prepare(xid: string): Promise<void> {
    const { changes } = this.#find(xid, 'ended');
    await this.#record({ prepared: xid, changes });
  }

  async commit(xid: string): Promise<void> {
    this.#find(xid, 'prepared');
    await this.#record({ committed: xid });
  }

  async rollback(xid: string): Promise<void> {
    const { state } = this.#find(xid);
    if (state === 'prepared') await this.#record({ rolledBack: xid });
    else this.#transactions.delete(xid);
  }

  /** What is prepared, and waits to hear how it ends. */
  recover(): string[] {
    const all = [...this.#transactions];
    return all.filter(([, { state }]) => state === 'prepared').map(([xid]) => xid);
  }

  /** Gives up a transaction, unless the bank has voted for it. */
  abandon(xid: string): void {
    if (this.#transactions.get(xid)?.state !== 'prepared') this.#transactions.delete(xid);
  }

  /** Each account with what is committed: its balance, and the changes that made it. */
  statement(): Record<string, { cents: number; changes: readonly Change[] }> {
    const accounts = [...this.#accounts].map((account) => {
      const changes = this.#changes.filter((change) => change.account === account);
      return [account, { cents: balanceOf(account, changes), changes }] as const;
    });
    return Object.fromEntries(accounts);
  }

  #find(xid: string, state?: Transaction['state']): Transaction {
    const transaction = this.#transactions.get(xid);
    if (transaction === undefined) throw new Refusal('XAER_NOTA', `${xid} is not known here`);
    if (state !== undefined && transaction.state !== state) {
      throw new Refusal('XAER_PROTO', `${xid} is ${transaction.state}, not ${state}`);
    }
    return transaction;
  }

  /** On the disk first; then it is so. */
  async #record(entry: Entry): Promise<void> {
    await this.#journal.write(entry);
    await this.#journal.sync();
    this.#apply(entry);
  }

  #apply(entry: Entry): void {
    if ('prepared' in entry) {
      const { prepared: xid, changes } = entry;
      this.#transactions.set(xid, { state: 'prepared', changes: [...changes] });
    } else if ('committed' in entry) {
      this.#changes.push(...(this.#transactions.get(entry.committed)?.changes ?? []));
      this.#transactions.delete(entry.committed);
    } else {
      this.#transactions.delete(entry.rolledBack);
    }
  }
}

function balanceOf(account: string, changes: readonly Change[]): number {
  const own = changes.filter((change) => change.account === account);
  return own.reduce((sum, { cents }) => sum + cents, 0);
}
