import { setTimeout as sleep } from 'node:timers/promises';
import { openJournal } from '../journal.ts';
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

const journal = await openJournal<{ id: string; outcome: Outcome }>('decisions');
const decisions = new Map(journal.entries.map(({ id, outcome }) => [id, outcome]));

/** Called when the service starts; transfers wait until this resolves. */
export async function recover(): Promise<void> {
  for (const bank of [bankA, bankB]) {
    const inDoubt = await insist(() => bank.recover());
    for (const id of inDoubt) await finish(bank, id);
  }
}

/** Moves money from bank A to bank B. Never called twice at the same time for one id. */
export async function transfer({ id, from, to, cents }: Transfer): Promise<Outcome> {
  const earlier = decisions.get(id);
  if (earlier !== undefined) return earlier;
  const votes = [await vote(bankA, id, from, -cents), await vote(bankB, id, to, cents)];
  const outcome = votes.every((isYes) => isYes) ? 'done' : 'refused';
  await journal.write({ id, outcome });
  journal.sync();
  decisions.set(id, outcome);
  await finish(bankA, id);
  await finish(bankB, id);
  return outcome;
}

/** The first phase at one bank: whether it has promised that it can do either. */
async function vote(bank: Bank, xid: string, account: string, cents: number): Promise<boolean> {
  try {
    await bank.start(xid);
    await bank.add(xid, account, cents);
    await bank.end(xid);
    await bank.prepare(xid);
    return true;
  } catch (error) {
    console.error(String(error));
    return false;
  }
}

/** The second phase at one bank. What was never decided is rolled back. */
async function finish(bank: Bank, id: string): Promise<void> {
  if (decisions.get(id) === 'done') await insist(() => bank.commit(id));
  else await insist(() => bank.rollback(id));
}

/** Asks until there is an answer. */
async function insist<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      console.error(String(error));
      await sleep(200);
    }
  }
}
