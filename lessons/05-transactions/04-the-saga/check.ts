import {
  expectReply,
  expectThat,
  type Lab,
  scenario,
  whatStruck,
} from '../../../runtime/scenario/index.ts';
import { type Booking, type Books, faultOf, type Order, type PartnerName } from './books.ts';

const OPENING = {
  stock: 'lamp=5,chair=2',
  payments: 'ada=20000,ben=1000',
  shipping: 'NL=9,CN=9',
};
/** How long an order may take that meets crashes and losses: some restarts, some deadlines. */
const PATIENCE_MS = 30_000;

/** How long giving back may still take: a deadline passes, and it is asked for again. */
const UNDONE_MS = 5000;

/** How often nobody hears that something is to be given back: more often than most would ask. */
const AWAY_TRIES = 6;

/** 200 is placed, 409 is cancelled. */
type Answers = Map<string, 200 | 409>;

export default scenario(
  'Orders that take three services, while orders crashes and messages are lost',
  {
    schedules: 80,
    allowed: {
      powerLosses: { of: ['orders'] },
      losses: { of: ['orders'], kinds: ['lost-request', 'lost-reply'] },
    },
    live: {
      leavesOut: [
        'A live run crashes orders at one point, and loses two messages; the simulator tries every point, and loses others too.',
        'No power is lost in a live run: whatever was written is kept, fsynced or not.',
      ],
    },
  },
  async (lab) => {
    const shop = await openShop(lab);
    const many = () => 2 + lab.random.integer(3);
    const orders: Order[] = [
      { id: 'o11', customer: 'ada', item: 'lamp', count: 1, country: 'NL' },
      { id: 'o12', customer: 'ada', item: 'lamp', count: many(), country: 'NZ' },
      { id: 'o13', customer: 'ben', item: 'chair', count: 1, country: 'CN' },
      { id: 'o14', customer: 'ada', item: 'chair', count: 1, country: 'CN' },
    ];
    const answers: Answers = new Map();
    const sendAll = (some: readonly Order[]) =>
      Promise.all(
        some.map(async (order) => {
          const answer = await shop.send(order);
          if (answer !== null) note(lab, order, answer, answers);
        }),
      );
    await shop.planLosses();
    // Live one after the other, so that the reply which is lost is one of the order that is placed.
    const first = orders.slice(0, 2);
    for (const some of lab.isLive ? first.map((order) => [order]) : [first]) await sendAll(some);
    if (lab.isLive) {
      await shop.judge(orders.slice(0, 2), answers);
      await shop.planCrash();
    }
    await sendAll(orders.slice(2));
    await sendAll(orders.slice(3));
    lab.calm();
    await lab.faults();
    await shop.judge(orders, answers);

    await shop.failOrders();
    const known = orders.find(({ id }) => answers.get(id) === 200);
    if (known !== undefined) {
      // What is placed stays so: there is nothing to begin, and to cancel at the next start.
      await shop.crashAtNextEntry();
      const answer = await shop.send(known);
      if (answer !== null) note(lab, known, answer, answers);
      await shop.failOrders();
    }
    for (const order of orders) await sendAgain(lab, shop, order, answers);
    // As many as there are when all that was cancelled has been given back.
    const last = { id: 'o15', customer: 'ada', item: 'lamp', count: 4, country: 'CN' };
    await sendAgain(lab, shop, last, answers);
    expectThat(
      answers.get('o15') === 200,
      'There are 4 lamps, ada has the money, and a van goes to CN, so o15 should be placed, but it was cancelled.',
    );
    const all = [...orders, last];
    if (!lab.isLive) {
      // As soon as it has answered: what it said must be on the disk by then.
      await shop.failOrders();
      await sendAgain(lab, shop, last, answers);
      all.push(await askWhileItRecovers(lab, shop, answers));
      all.push(...(await sendWhilePartnersAreAway(lab, shop, answers)));
    }
    await shop.judge(all, answers);
    const placed = [...answers.values()].filter((answer) => answer === 200).length;
    return `${placed} of ${answers.size} orders placed with all they need, the others cancelled with nothing left.`;
  },
);

/** An order has one outcome, however often it is sent. */
function note(lab: Lab, { id }: Order, answer: 200 | 409, answers: Answers): void {
  const before = answers.get(id) ?? answer;
  expectThat(before === answer, () =>
    `${id} was answered ${before}, and ${answer} when it was sent again: an order has one outcome. ${whatStruck(lab)}`.trim(),
  );
  answers.set(id, answer);
}

async function sendAgain(
  lab: Lab,
  shop: Awaited<ReturnType<typeof openShop>>,
  order: Order,
  answers: Answers,
): Promise<void> {
  const answer = await shop.send(order);
  expectThat(
    answer !== null,
    `All are up and nothing is lost, so ${order.id} should be answered 200 or 409 within ${PATIENCE_MS / 1000} s, but was not.`,
  );
  note(lab, order, answer, answers);
}

/** Sends an order again to a process that has found it begun, and takes long to give it back. */
async function askWhileItRecovers(
  lab: Lab,
  shop: Awaited<ReturnType<typeof openShop>>,
  answers: Answers,
): Promise<Order> {
  const begun = { id: 'o16', customer: 'ada', item: 'chair', count: 1, country: 'CN' };
  await shop.crashAtNextEntry();
  await shop.send(begun);
  await shop.loseFirst('shipping');
  await shop.untilUp();
  const answer = await shop.send(begun);
  if (answer !== null) note(lab, begun, answer, answers);
  await lab.faults();
  await lab.sleep(UNDONE_MS);
  return begun;
}

/**
 * An order that shipping has booked without being heard, and one that it refuses, while nobody hears
 * for long that anything is to be given back: each is sent again as soon as it is answered.
 */
async function sendWhilePartnersAreAway(
  lab: Lab,
  shop: Awaited<ReturnType<typeof openShop>>,
  answers: Answers,
): Promise<readonly Order[]> {
  const orders: readonly Order[] = [
    { id: 'o17', customer: 'ada', item: 'chair', count: 1, country: 'CN' },
    { id: 'o18', customer: 'ada', item: 'chair', count: 1, country: 'NZ' },
  ];
  await shop.loseAll();
  for (const order of orders) {
    for (let time = 0; time < 2; time++) await sendAgain(lab, shop, order, answers);
  }
  await lab.faults();
  return orders;
}

/** Starts all four, with what a scenario does to them. */
async function openShop(lab: Lab) {
  // Longer than a message takes: what a process sent before its crash has arrived by then.
  const restartMs = lab.isLive ? 300 : 1000;
  /** How long after the last failure an order may still be half done: some deadlines and retries. */
  const settleMs = lab.isLive ? 5000 : 20_000;
  const startPartner = (name: PartnerName) =>
    lab.start(name, { env: { NAME: name, OPENING: OPENING[name] } });
  const partners = {
    stock: await startPartner('stock'),
    payments: await startPartner('payments'),
    shipping: await startPartner('shipping'),
  };
  const portOf = ({ addresses }: (typeof partners)['stock']) => addresses[0] ?? { port: 0 };
  const url = (name: PartnerName) => `http://127.0.0.1:${portOf(partners[name]).port}`;
  const env = {
    STOCK: url('stock'),
    PAYMENTS: url('payments'),
    SHIPPING: url('shipping'),
    LIMIT_MS: lab.isLive ? '1000' : '2000',
  };
  const orders = await lab.start('orders', { env });
  const kept = lab.keepUp(orders, restartMs);

  async function readBooks(): Promise<Books> {
    const read = async (name: PartnerName) =>
      JSON.parse((await lab.request(partners[name], `GET /${name}`)).text) as Booking[];
    return {
      stock: await read('stock'),
      payments: await read('payments'),
      shipping: await read('shipping'),
    };
  }

  const untilUp = () => lab.until('orders should be up', settleMs, () => kept.isUp);

  return {
    untilUp,

    /** Null where it is not answered what became of it. */
    async send({ id, customer, item, count, country }: Order): Promise<200 | 409 | null> {
      const query = `customer=${customer}&item=${item}&count=${count}&country=${country}`;
      const line = `POST /orders/${id}?${query}`;
      const reply = await lab.attempt(portOf(orders), line, { limitMs: PATIENCE_MS });
      // Of 500 and the like nobody knows what it means.
      if (reply.status === null || reply.status >= 500) return null;
      if (reply.status === 409) return 409;
      expectReply(reply).hasStatus(200);
      return 200;
    },

    /** What no run is without: payments takes money and is not heard, stock does not hear to give back. */
    async planLosses(): Promise<void> {
      const once = { from: 'orders', times: 1 };
      await lab.faults(
        { ...once, to: 'payments', method: 'POST', fault: { kind: 'lost-reply' } },
        { ...once, to: 'stock', method: 'DELETE', fault: { kind: 'lost-request' } },
      );
    },

    /** A partner does not hear the first time that it is to give back. */
    async loseFirst(partner: PartnerName): Promise<void> {
      const fault = { kind: 'lost-request' } as const;
      await lab.faults({ from: 'orders', to: partner, method: 'DELETE', times: 1, fault });
    },

    /** Shipping books and is not heard; then nobody hears the next times that it is to give back. */
    async loseAll(): Promise<void> {
      const given = { from: 'orders', method: 'DELETE', times: AWAY_TRIES } as const;
      await lab.faults(
        { from: 'orders', to: 'shipping', method: 'POST', times: 1, fault: { kind: 'lost-reply' } },
        { ...given, fault: { kind: 'lost-request' } },
      );
    },

    /** For a run that no schedule disturbs. */
    async planCrash(): Promise<void> {
      await orders.crashAt({ when: 'after', action: 'request-sent', method: 'DELETE' });
    },

    /** Orders crashes as soon as there is one more entry in its journal. */
    async crashAtNextEntry(): Promise<void> {
      await kept.instance.crashAt({ when: 'after', action: 'append' });
    },

    /** Its power is lost; it is killed where that cannot be. */
    async failOrders(): Promise<void> {
      await untilUp();
      const { instance } = kept;
      await (lab.isLive ? instance.signal('SIGKILL') : instance.losePower());
      await instance.exited;
      await lab.sleep(restartMs);
      await untilUp();
    },

    /** Waits until every order is whole, or not there at all; says which is not, and why. */
    async judge(orders: readonly Order[], answers: Answers): Promise<void> {
      await untilUp();
      const latestMs = lab.nowMs() + settleMs;
      for (;;) {
        const books = await readBooks();
        const faults = orders.flatMap(
          (order) => faultOf(order, books, answers.get(order.id)) ?? [],
        );
        if (faults.length === 0) return;
        const sentence = () => `${faults[0]}. ${whatStruck(lab)}`.trim();
        expectThat(lab.nowMs() < latestMs, sentence, lab.events('response').at(-1)?.seq);
        await lab.sleep(500);
      }
    },
  };
}
