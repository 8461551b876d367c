import { createServer } from 'node:http';
import { openJournal } from '../journal.ts';
import { Bank, type Entry, Refusal } from './bank.ts';

const port = Number(process.env.PORT ?? 8081);
/** ada=10000,alan=10000 */
const accounts = process.env.ACCOUNTS ?? 'ada=10000';
/** How long a transaction that is not prepared may rest before the bank gives it up. */
const idleMs = Number(process.env.IDLE_MS ?? 2000);

const opening = accounts.split(',').map((one) => one.split('='));
const bank = new Bank(
  new Map(opening.map(([account = '', cents]) => [account, Number(cents)])),
  await openJournal<Entry>('bank.journal'),
);

const idle = new Map<string, NodeJS.Timeout>();

/** XA's verbs as paths: XA PREPARE 't1' of MySQL is POST /xa/prepare/t1. */
async function answer(method: string, url: URL): Promise<unknown> {
  const [, what, verb = '', xid = ''] = url.pathname.split('/');
  if (method === 'GET' && url.pathname === '/xa/recover') return bank.recover();
  if (method === 'GET' && url.pathname === '/accounts') return bank.statement();
  if (method === 'POST' && what === 'accounts') {
    const { xid = '', add } = Object.fromEntries(url.searchParams);
    touch(xid);
    return bank.add(xid, verb, Number(add));
  }
  if (method === 'POST' && what === 'xa' && xid !== '') {
    touch(xid);
    if (verb === 'start') return bank.start(xid);
    if (verb === 'end') return bank.end(xid);
    if (verb === 'prepare') return bank.prepare(xid);
    if (verb === 'commit') return bank.commit(xid);
    if (verb === 'rollback') return bank.rollback(xid);
  }
  throw new Error(`no such command: ${method} ${url.pathname}`);
}

function touch(xid: string): void {
  clearTimeout(idle.get(xid));
  const giveUp = setTimeout(() => {
    idle.delete(xid);
    bank.abandon(xid);
  }, idleMs);
  idle.set(xid, giveUp);
}

/** Commands are done one after the other: none sees what another has half done. */
let before: Promise<unknown> = Promise.resolve();
function inTurn<Result>(command: () => Promise<Result>): Promise<Result> {
  const mine = before.then(command);
  before = mine.catch(() => undefined);
  return mine;
}

const STATUS = { XAER_NOTA: 404, XAER_DUPID: 409, XAER_PROTO: 409, REFUSED: 409 };

const server = createServer(async (req, res) => {
  const url = new URL(req.url ?? '/', 'http://localhost');
  try {
    const result = await inTurn(() => answer(req.method ?? 'GET', url));
    res.writeHead(200, { 'content-type': 'application/json' });
    res.end(JSON.stringify(result ?? 'OK'));
  } catch (error) {
    const { message } = error as Error;
    const code = error instanceof Refusal ? error.code : 'BAD_REQUEST';
    res.writeHead(error instanceof Refusal ? STATUS[error.code] : 400);
    res.end(JSON.stringify({ code, message }));
  }
});

server.listen(port, () => {
  console.log(`bank listens on port ${port} with ${accounts}`);
});
