import {
  conservation,
  expectReply,
  expectThat,
  type Lab,
  scenario,
  whatStruck,
} from '../../../runtime/scenario/index.ts';

const OPENING = {
  'bank-a': { ada: 10_000, alan: 10_000 },
  'bank-b': { ben: 10_000, bea: 10_000 },
};
const SUM = 40_000;
/** How long a transfer may take that meets crashes: some restarts. */
const PATIENCE_MS = 20_000;

interface Transfer {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly cents: number;
}

/** 200 is done, 409 is refused. */
type Answers = Map<string, 200 | 409>;

/** Of one bank: each account with what is committed. */
type Statement = Record<string, { cents: number; changes: { xid: string; cents: number }[] }>;

export default scenario(
  'Transfers between two banks that crash, and so does who leads them',
  {
    schedules: 70,
    allowed: {
      crashes: { of: ['bank-a', 'bank-b'] },
      powerLosses: { of: ['transfers'] },
    },
    live: {
      leavesOut: [
        'A live run crashes transfers after its first commit, and bank-b when one comes to it; the simulator tries every point.',
        'No power is lost in a live run: whatever was written is kept, fsynced or not.',
      ],
    },
  },
  async (lab) => {
    const shop = await openShop(lab);
    const cents = () => 100 + lab.random.integer(900);
    const transfers: Transfer[] = [
      { id: 't11', from: 'ada', to: 'ben', cents: cents() },
      { id: 't12', from: 'alan', to: 'bea', cents: cents() },
      { id: 't13', from: 'ada', to: 'nobody', cents: cents() },
      { id: 't14', from: 'alan', to: 'bea', cents: 10_000 + cents() },
    ];
    const answers: Answers = new Map();
    if (lab.isLive) await shop.planCrashes();
    for (const two of [transfers.slice(0, 2), transfers.slice(2)]) {
      const sent = two.map((transfer) => shop.send(transfer));
      for (const [index, answer] of (await Promise.all(sent)).entries()) {
        if (answer !== null) answers.set(two[index]?.id ?? '', answer);
      }
    }
    lab.calm();
    await shop.settle();
    await shop.judge(transfers, answers);

    await shop.failTransfers();
    for (const transfer of transfers) await sendAgain(shop, transfer, answers);
    const last = { id: 't15', from: 'ada', to: 'bea', cents: cents() };
    await sendAgain(shop, last, answers);
    expectThat(
      answers.get('t15') === 200,
      'All three are up again and nothing is locked, so t15 from ada to bea should be done, but it was refused.',
    );
    await shop.settle();
    await shop.judge([...transfers, last], answers);
    const done = [...answers.values()].filter((answer) => answer === 200).length;
    return `${done} of ${answers.size} transfers done, the others refused, at both banks alike; ${SUM} cents before and after.`;
  },
);

/** A transfer has one outcome, however often it is sent. */
async function sendAgain(
  shop: Awaited<ReturnType<typeof openShop>>,
  transfer: Transfer,
  answers: Answers,
): Promise<void> {
  const { id } = transfer;
  const before = answers.get(id);
  const answer = await shop.send(transfer);
  expectThat(
    answer !== null,
    `All three are up, so ${id} should be answered 200 or 409 within ${PATIENCE_MS / 1000} s, but was not.`,
  );
  expectThat(
    before === undefined || before === answer,
    `${id} was answered ${before}, and ${answer} when it was sent again, after transfers had lost its power and was started again.`,
  );
  answers.set(id, answer);
}

/** Starts all three, with what a scenario does to them. */
async function openShop(lab: Lab) {
  // Longer than a message takes: what a process sent before its crash has arrived by then.
  const restartMs = lab.isLive ? 300 : 1000;
  /** How long after the last crash a transaction may still be prepared. */
  const settleMs = lab.isLive ? 5000 : 10_000;
  /** When a bank gives up what is not prepared. */
  const idleMs = lab.isLive ? 1500 : 2000;
  async function startBank(name: keyof typeof OPENING) {
    const accounts = Object.entries(OPENING[name]).map((pair) => pair.join('='));
    const env = { ACCOUNTS: accounts.join(','), IDLE_MS: String(idleMs) };
    const instance = await lab.start(name, { env });
    return { name, instance, address: instance.addresses[0] ?? { port: 0 } };
  }
  const banks = [await startBank('bank-a'), await startBank('bank-b')] as const;
  const [bankA, bankB] = banks;
  const url = ({ port }: { port: number }) => `http://127.0.0.1:${port}`;
  const env = { BANK_A: url(bankA.address), BANK_B: url(bankB.address) };
  const transfers = await lab.start('transfers', { env });
  const address = transfers.addresses[0] ?? { port: 0 };
  const till = lab.keepUp(transfers, restartMs);
  const all = [till, ...banks.map(({ instance }) => lab.keepUp(instance, restartMs))];

  /** Asks a bank, which may have to be started again first. */
  async function ask<T>({ name, address }: (typeof banks)[number], line: string): Promise<T> {
    let text = '';
    await lab.until(`${name} should be up and answer ${line}`, settleMs, async () => {
      const reply = await lab.attempt(address, line);
      if (reply.status !== null) text = reply.text;
      return reply.status === 200;
    });
    return JSON.parse(text);
  }

  async function untilUp(): Promise<void> {
    await lab.until('all three should be up', settleMs, () => all.every(({ isUp }) => isUp));
  }

  return {
    /** Null where it is not answered what became of it. */
    async send({ id, from, to, cents }: Transfer): Promise<200 | 409 | null> {
      const line = `POST /transfers/${id}?from=${from}&to=${to}&cents=${cents}`;
      const reply = await lab.attempt(address, line, { limitMs: PATIENCE_MS });
      // Of 500 and the like nobody knows what it means.
      if (reply.status === null || reply.status >= 500) return null;
      if (reply.status === 409) return 409;
      expectReply(reply).hasStatus(200);
      return 200;
    },

    /** For a run that no schedule disturbs: the first commit goes out, and bank-b does not do its own. */
    async planCrashes(): Promise<void> {
      const path = '/xa/commit/*';
      await transfers.crashAt({ when: 'after', action: 'request-sent', path });
      await bankB.instance.crashAt({ when: 'before', action: 'request-received', path });
    },

    /** Waits until no transaction is prepared any more, and what was not has been given up. */
    async settle(): Promise<void> {
      await untilUp();
      const latestMs = lab.nowMs() + settleMs;
      for (const bank of banks) {
        for (;;) {
          const [xid] = await ask<string[]>(bank, 'GET /xa/recover');
          if (xid === undefined) break;
          expectThat(
            lab.nowMs() < latestMs,
            () =>
              `${xid} is still prepared at ${bank.name}, ${settleMs / 1000} s after all three were up again: its account is locked, and the bank may not decide alone. ${whatStruck(lab)}`,
          );
          await lab.sleep(100);
        }
      }
      await lab.sleep(idleMs + 500);
    },

    /** Its power is lost; it is killed where that cannot be. */
    async failTransfers(): Promise<void> {
      const { instance } = till;
      await (lab.isLive ? instance.signal('SIGKILL') : instance.losePower());
      await instance.exited;
      await lab.sleep(restartMs);
      await untilUp();
    },

    /** What both banks have committed, against each other and against what was answered. */
    async judge(transfers: readonly Transfer[], answers: Answers): Promise<void> {
      const a = await ask<Statement>(bankA, 'GET /accounts');
      const b = await ask<Statement>(bankB, 'GET /accounts');
      for (const transfer of transfers) {
        const { id } = transfer;
        const answer = answers.get(id);
        const fault = faultOf(transfer, changesOf(a, id), changesOf(b, id), answer);
        const answered = answer === undefined ? 'was not answered' : `was answered ${answer}`;
        const sentence = () => `${id} ${answered}, and ${fault}. ${whatStruck(lab)}`.trim();
        expectThat(fault === null, sentence, lab.events('response').at(-1)?.seq);
      }
      const accounts = [...Object.values(a), ...Object.values(b)];
      const total = accounts.reduce((sum, { cents }) => sum + cents, 0);
      const money = conservation([{ atMs: lab.nowMs(), total }], SUM);
      if (!money.holds) expectThat(false, money.sentence);
    },
  };
}

/** What is wrong with a transfer that bank A and bank B have committed so; null for nothing. */
function faultOf(
  { from, to, cents }: Transfer,
  paid: readonly string[],
  got: readonly string[],
  answer: 200 | 409 | undefined,
): string | null {
  for (const [bank, changes] of Object.entries({ 'bank-a': paid, 'bank-b': got })) {
    if (changes.length > 1)
      return `was committed ${changes.length} times at ${bank} (${changes.join(', ')})`;
  }
  const [mine, theirs] = [paid[0], got[0]];
  if (mine === undefined && theirs === undefined)
    return answer === 200 ? 'neither bank has committed it' : null;
  if (theirs === undefined)
    return `bank-a has committed it (${mine}), bank-b has not: ${cents} cents are lost`;
  if (mine === undefined)
    return `bank-b has committed it (${theirs}), bank-a has not: ${cents} cents come from nowhere`;
  if (answer === 409) return `both banks have committed it (${mine}, ${theirs})`;
  if (mine === `${from} -${cents}` && theirs === `${to} +${cents}`) return null;
  return `both banks have committed it, but as ${mine} and ${theirs}: it should move ${cents} cents from ${from} to ${to}`;
}

/** What a transaction did to a bank's accounts: `ada -500`. */
function changesOf(statement: Statement, id: string): string[] {
  return Object.entries(statement).flatMap(([account, { changes }]) =>
    changes
      .filter(({ xid }) => xid === id)
      .map(({ cents }) => `${account} ${cents < 0 ? '' : '+'}${cents}`),
  );
}
