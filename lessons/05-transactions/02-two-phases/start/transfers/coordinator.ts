import { type Bank, bankA, bankB } from './banks.ts';

export interface Transfer {
  readonly id: string;
  /** An account of bank A. */
  readonly from: string;
  /** An account of bank B. */
  readonly to: string;
  readonly cents: number;
}

export type Outcome = 'done' | 'refused';

/** Called when the service starts; transfers wait until this resolves. */
export async function recover(): Promise<void> {
  // Here: finish what an earlier process left unfinished.
}

/** Moves money from bank A to bank B. Never called twice at the same time for one id. */
export async function transfer({ id, from, to, cents }: Transfer): Promise<Outcome> {
  try {
    await change(bankA, id, from, -cents);
    await change(bankB, id, to, cents);
    return 'done';
  } catch (error) {
    console.error(String(error));
    return 'refused';
  }
}

/** One transaction at one bank, from its start to its commit. */
async function change(bank: Bank, xid: string, account: string, cents: number): Promise<void> {
  await bank.start(xid);
  await bank.add(xid, account, cents);
  await bank.end(xid);
  await bank.prepare(xid);
  await bank.commit(xid);
}
