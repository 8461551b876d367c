import { once } from 'node:events';
import { Etcd3, Range } from 'etcd3';
import { WAIT_LIMIT_MS } from '../../../support/limits.ts';

/** What the program did, call by call, and what it was answered. */
export type Transcript = (readonly [call: string, result: unknown])[];

/** Uses npm's etcd3 as programs do: each kind of call that it has for keys, leases, locks, elections. */
export async function program(url: string): Promise<Transcript> {
  const client = new Etcd3({ hosts: url });
  const transcript: Transcript = [];
  const note = async (call: string, result: unknown) => {
    try {
      transcript.push([call, normal(await result)]);
    } catch (error) {
      const { name, message } = error as Error;
      transcript.push([call, `${name}: ${message}`]);
    }
  };
  try {
    await keys(client, note);
    await transactions(client, note);
    await watches(client, note);
    await leases(client, note);
    await locks(client, note);
    await elections(client, note);
    await administration(client, note);
  } finally {
    client.close();
  }
  return transcript;
}

type Note = (call: string, result: unknown) => Promise<void>;

async function keys(client: Etcd3, note: Note): Promise<void> {
  await note('put', client.put('a').value('one'));
  await note('put a number', client.put('n').value(12.5).exec());
  await note('put bytes', client.put(Buffer.from([0, 255])).value(Buffer.from([1, 254, 0])));
  await note('put with the previous', client.put('a').value('two').getPrevious());
  await note('touch', client.put('a').touch());
  await note('touch none', client.put('none').touch());
  await note('string', client.get('a').string());
  await note('number', client.get('n').number());
  await note('buffer', client.get(Buffer.from([0, 255])).buffer());
  await note('exists', client.get('none').exists());
  await note('none', client.get('none').string());
  await note('exec', client.get('a').exec());
  await note('revision', client.get('a').revision(2).serializable(true).string());
  await note('a revision to come', client.get('a').revision(999).string());
  await note('json', client.put('j').value('{"x":[1]}').exec());
  await note('json read', client.get('j').json());
  await note('all', client.getAll().keys());
  await note('prefix', client.getAll().prefix('a').strings());
  await note('numbers', client.getAll().prefix('n').numbers());
  await note('count', client.getAll().count());
  await note('limit', client.getAll().sort('Mod', 'Descend').limit(2).keys());
  await note('sort', client.getAll().sort('Value', 'Ascend').keyBuffers());
  await note('range', client.getAll().inRange(new Range('a', 'k')).keys());
  await note('mod', client.getAll().minModRevision(4).keys());
  await note('created', client.getAll().maxCreateRevision(3).keys());
  await note('namespace', client.namespace('ns/').put('x').value('y').exec());
  await note('namespace read', client.namespace('ns/').getAll().strings());
  await note('outside', client.get('ns/x').string());
  await note('delete', client.delete().key('a').getPrevious());
  await note('delete again', client.delete().key('a').exec());
  await note('delete prefix', client.delete().prefix('ns/').exec());
  await note('delete all', client.delete().all().exec());
}

async function transactions(client: Etcd3, note: Note): Promise<void> {
  const create = () =>
    client
      .if('t', 'Create', '==', 0)
      .then(client.put('t').value('made'))
      .else(client.get('t'))
      .commit();
  await note('txn', create());
  await note('txn again', create());
  const compare = client
    .if('t', 'Value', '==', 'made')
    .and('t', 'Version', '>', 0)
    .and('t', 'Mod', '<', 999)
    .and('t', 'Lease', '==', 0)
    .and('none', 'Version', '!=', 1);
  await note('all comparisons', compare.then(client.delete().key('t')).commit());
  await note(
    'twice one key',
    client
      .if('t', 'Version', '==', 0)
      .then(client.put('t').value(1), client.put('t').value(2))
      .commit(),
  );
  await client.put('sum').value(1);
  await note(
    'stm',
    client.stm().transact(async (tx) => {
      const sum = (await tx.get('sum').number()) ?? 0;
      await tx.put('sum').value(sum + 1);
      return sum;
    }),
  );
  await note('after stm', client.get('sum').number());
}

async function watches(client: Etcd3, note: Note): Promise<void> {
  const events: unknown[] = [];
  const watcher = await client.watch().prefix('w/').withPreviousKV().create();
  watcher.on('put', (kv, previous) => events.push(['put', normal(kv), normal(previous)]));
  watcher.on('delete', (kv, previous) => events.push(['delete', normal(kv), normal(previous)]));
  const other = await client.watch().key('w/2').only('delete').create();
  const deleted = once(other, 'delete');
  await client.put('w/1').value('one');
  await client.put('w/1').value('two');
  await client.put('w/2').value('three');
  await client.delete().prefix('w/');
  await note(
    'one deletion',
    deleted.then(([kv]) => kv),
  );
  await until(() => events.length >= 5);
  await note('events', events);
  await note('cancel', watcher.cancel());
  await note('cancel the other', other.cancel());
  const past = client.watch().prefix('w/').startRevision('2').watcher();
  const message = await once(past, 'data');
  await note('from the past', (message[0] as { events: unknown[] }).events.length);
  await past.cancel();
  const { header } = await client.get('w/1').exec();
  await note('compact', client.kv.compact({ revision: header.revision }));
  const old = client.watch().key('w/1').startRevision('2').watcher();
  await note(
    'compacted',
    once(old, 'error').then(([error]) => (error as Error).message),
  );
}

async function leases(client: Etcd3, note: Note): Promise<void> {
  const lease = client.lease(60, { autoKeepAlive: false });
  await note('put leased', lease.put('l').value('x').exec());
  await note('keep alive', lease.keepaliveOnce());
  const ID = await lease.grant();
  await note(
    'time to live',
    client.leaseClient
      .leaseTimeToLive({ ID, keys: true })
      .then(({ grantedTTL, keys }) => ({ grantedTTL, keys })),
  );
  await note('list', client.leaseClient.leaseLeases({}));
  await note('leased', client.get('l').exec());
  await note('revoke', lease.revoke());
  await note('revoked', lease.revoked());
  await note('gone', client.get('l').string());
  await note('revoke again', client.leaseClient.leaseRevoke({ ID }));
  await note('put with it', client.put('l').lease(ID).value('x').exec());
  const short = client.lease(1, { autoKeepAlive: false });
  await short.put('short').value('x');
  const gone = await client.watch().key('short').create();
  await note(
    'runs out',
    once(gone, 'delete').then(([kv]) => kv),
  );
  await gone.cancel();
  const kept = client.lease(2);
  const succeeded = once(kept, 'keepaliveSucceeded');
  await kept.grant();
  await note(
    'kept alive',
    succeeded.then(([{ TTL }]) => TTL),
  );
  await kept.revoke();
}

async function locks(client: Etcd3, note: Note): Promise<void> {
  const first = client.lock('lock').ttl(10);
  await first.acquire();
  await note('acquire held', client.lock('lock').acquire());
  await note(
    'lease',
    first.leaseId().then((id) => typeof id),
  );
  await first.release();
  await note(
    'do',
    client.lock('lock').do(async () => 'done'),
  );
}

async function elections(client: Etcd3, note: Note): Promise<void> {
  const election = client.election('chair', 10);
  await note('nobody', election.leader());
  const first = election.campaign('first');
  await once(first, 'elected');
  await note('leader', election.leader());
  const observer = await election.observe();
  await note('observed', observer.leader());
  const second = election.campaign('second');
  await second.getCampaignKey();
  const changed = once(observer, 'change');
  await note('proclaim', first.proclaim('again'));
  await note(
    'change',
    changed.then(([value]) => value),
  );
  const elected = once(second, 'elected');
  await note('resign', first.resign());
  await elected;
  await note('next', election.leader());
  await second.resign();
  await observer.cancel();
}

async function administration(client: Etcd3, note: Note): Promise<void> {
  await note(
    'status',
    client.maintenance.status().then(({ version }) => version),
  );
  await note(
    'hash',
    client.maintenance.hash().then(({ hash }) => typeof hash),
  );
  await note('alarm', client.maintenance.alarm({ action: 'Get' as never }));
  await note('defragment', client.maintenance.defragment());
  await note(
    'members',
    client.cluster.memberList({}).then(({ members }) => members.length),
  );
  await note('users', client.getUsers());
  await note('roles', client.getRoles());
  await note(
    'add a user',
    client
      .user('ann')
      .create('secret')
      .then(({ name }) => name),
  );
  await note('a user again', client.user('ann').create('secret'));
  await note(
    'delete a user',
    client
      .user('ann')
      .delete()
      .then(({ name }) => name),
  );
}

async function until(condition: () => boolean): Promise<void> {
  const deadlineMs = Date.now() + WAIT_LIMIT_MS;
  while (!condition()) {
    if (Date.now() > deadlineMs) throw new Error('It did not come about.');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** As plain data, without what differs between two servers by right. */
function normal(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null), (name, member) => {
    if (name === 'cluster_id' || name === 'member_id' || name === 'raft_term') return undefined;
    if ((name === 'lease' || name === 'ID') && member !== '0') return '<id>';
    if (member?.type === 'Buffer') return Buffer.from(member.data).toString('latin1');
    return member;
  });
}
