import type { Etcdctl } from './etcdctl.ts';

const LEASE = /lease (\S+) granted/;

/** What one does with etcdctl, from the first key to an election. */
export async function session(etcdctl: Etcdctl): Promise<void> {
  await keys(etcdctl);
  await transactions(etcdctl);
  await watches(etcdctl);
  await leases(etcdctl);
  await locks(etcdctl);
  await elections(etcdctl);
  await administration(etcdctl);
}

async function keys(etcdctl: Etcdctl): Promise<void> {
  await etcdctl.run(['put', 'a', 'one']);
  await etcdctl.run(['put', 'a', 'two', '--prev-kv']);
  await etcdctl.run(['put', 'ab', 'three']);
  await etcdctl.run(['put', 'b', 'four', '-w', 'json']);
  await etcdctl.run(['get', 'a']);
  await etcdctl.run(['get', 'a', '-w', 'json']);
  await etcdctl.run(['get', 'a', '-w', 'fields']);
  await etcdctl.run(['get', 'a', '--rev=2']);
  await etcdctl.run(['get', '--prefix', 'a']);
  await etcdctl.run(['get', '--prefix', 'a', '--keys-only', '--order=DESCEND']);
  await etcdctl.run(['get', '--prefix', '', '--limit=2', '--sort-by=VERSION']);
  await etcdctl.run(['get', '--from-key', 'ab', '--print-value-only']);
  await etcdctl.run(['get', 'a', '--rev=999']);
  await etcdctl.run(['put', 'a', '--ignore-value']);
  await etcdctl.run(['put', 'none', '--ignore-value']);
  await etcdctl.run(['put', 'a', 'x', '--lease=123']);
  await etcdctl.run(['put', '', 'x']);
  await etcdctl.run(['del', 'b', '--prev-kv']);
  await etcdctl.run(['del', 'b']);
  await etcdctl.run(['del', '--prefix', 'a']);
}

async function transactions(etcdctl: Etcdctl): Promise<void> {
  await etcdctl.run(['put', 't', 'one']);
  const txn = 'value("t") = "one"\n\nput t two\nget t\n\nput t three\n\n';
  await etcdctl.run(['txn'], txn);
  await etcdctl.run(['txn'], txn);
  await etcdctl.run(['txn'], 'version("none") = "0"\nmod("t") > "1"\n\ndel t\n\n\n');
  await etcdctl.run(['txn'], '\nput t 1\nput t 2\n\n\n');
}

async function watches(etcdctl: Etcdctl): Promise<void> {
  await etcdctl.run(['put', 'w/1', 'one']);
  await etcdctl.start('watch w/', ['watch', '--prefix', 'w/', '--rev=1', '--prev-kv'], 3);
  await etcdctl.run(['put', 'w/1', 'two']);
  await etcdctl.run(['put', 'w/2', 'three']);
  await etcdctl.run(['del', 'w/1']);
  await etcdctl.reads('watch w/', 3 + 5 + 3 + 5);
  await etcdctl.stop('watch w/');
  await etcdctl.run(['compaction', '14']);
  await etcdctl.run(['compaction', '10']);
  await etcdctl.run(['compaction', '999']);
  await etcdctl.run(['get', 'w/1', '--rev=5']);
  await etcdctl.run(['watch', 'w/1', '--rev=2']);
}

async function leases(etcdctl: Etcdctl): Promise<void> {
  const id = LEASE.exec(await etcdctl.run(['lease', 'grant', '600']))?.[1] ?? '';
  await etcdctl.run(['put', 'l/1', 'x', `--lease=${id}`]);
  await etcdctl.run(['put', 'l/2', 'x', `--lease=${id}`]);
  await etcdctl.run(['lease', 'keep-alive', '--once', id]);
  await etcdctl.run(['lease', 'list']);
  await etcdctl.run(['get', 'l/1', '-w', 'fields']);
  await etcdctl.run(['lease', 'revoke', id]);
  await etcdctl.run(['lease', 'revoke', id]);
  await etcdctl.run(['lease', 'timetolive', id]);
  await etcdctl.run(['lease', 'keep-alive', '--once', id]);
  await etcdctl.run(['get', '--prefix', 'l/']);
  const short = LEASE.exec(await etcdctl.run(['lease', 'grant', '1']))?.[1] ?? '';
  await etcdctl.run(['put', 'l/3', 'x', `--lease=${short}`]);
  await etcdctl.start('watch l/3', ['watch', 'l/3', '--rev=16'], 3);
  await etcdctl.reads('watch l/3', 3 + 3);
  await etcdctl.stop('watch l/3');
}

async function locks(etcdctl: Etcdctl): Promise<void> {
  await etcdctl.start('lock first', ['lock', 'mutex', '--ttl=60'], 2);
  await etcdctl.start('lock second', ['lock', 'mutex', '--ttl=60'], 0);
  await etcdctl.start('watch mutex', ['watch', '--prefix', 'mutex/', '--rev=16'], 6);
  await etcdctl.stop('lock first');
  await etcdctl.reads('lock second', 2);
  await etcdctl.stop('lock second');
  await etcdctl.reads('watch mutex', 6 + 6);
  await etcdctl.stop('watch mutex');
  await etcdctl.run(['lock', 'mutex', 'echo', 'held']);
}

async function elections(etcdctl: Etcdctl): Promise<void> {
  await etcdctl.start('elect', ['elect', 'leader', 'first'], 2);
  await etcdctl.start('elect --listen', ['elect', '--listen', 'leader'], 2);
  await etcdctl.stop('elect --listen');
  await etcdctl.stop('elect');
}

async function administration(etcdctl: Etcdctl): Promise<void> {
  await etcdctl.run(['endpoint', 'health']);
  await etcdctl.run(['endpoint', 'status']);
  await etcdctl.run(['endpoint', 'hashkv']);
  await etcdctl.run(['member', 'list']);
  await etcdctl.run(['alarm', 'list']);
  await etcdctl.run(['alarm', 'disarm']);
  await etcdctl.run(['defrag']);
  await etcdctl.run(['user', 'list']);
  await etcdctl.run(['user', 'add', 'root:secret']);
  await etcdctl.run(['user', 'list']);
  await etcdctl.run(['--user=root:secret', 'get', 'a']);
  await etcdctl.run(['user', 'delete', 'root']);
  await etcdctl.run(['role', 'list']);
  await etcdctl.run(['auth', 'enable']);
  await etcdctl.run(['get', '--prefix', '', '-w', 'json']);
}
