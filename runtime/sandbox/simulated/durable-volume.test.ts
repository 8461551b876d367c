import { beforeEach, expect, test } from 'vitest';
import { createRandom } from '../../network/index.ts';
import { emptyVolume, ROOT_INODE, type VolumeOperation } from '../../process/fs/operation.ts';
import { DurableVolume } from './durable-volume.ts';

const atMs = 0;
const mode = 0o644;
const at = (name: string, directory = ROOT_INODE) => ({ directory, name });
const utf8 = new TextEncoder();

let volume: DurableVolume;
beforeEach(() => {
  volume = new DurableVolume(emptyVolume(0));
});

const apply = (...operations: VolumeOperation[]) => {
  for (const operation of operations) volume.apply(operation);
};
const create = (name: string): number => {
  const inode = volume.live.nextInode;
  apply({ kind: 'create', at: at(name), inode, mode, atMs });
  return inode;
};
const write = (inode: number, offset: number, text: string) =>
  apply({ kind: 'write', inode, offset, bytes: utf8.encode(text), atMs });
const fsync = (inode: number) => apply({ kind: 'fsync', inode });

/** Names and texts after the power was lost. */
function left(seed = 1): Record<string, string> {
  volume.losePower(createRandom(seed));
  const files: Record<string, string> = {};
  for (const [name, number] of volume.live.root.entries) {
    const inode = volume.live.inode(number);
    files[name] =
      inode?.kind === 'file' ? new TextDecoder().decode(inode.bytes.read()) : '(folder)';
  }
  return files;
}

test('a file that was fsynced is kept, name and bytes', () => {
  const journal = create('journal');
  write(journal, 0, 'one');
  fsync(journal);
  expect(left()).toEqual({ journal: 'one' });
});

test('a file that was not is gone', () => {
  write(create('journal'), 0, 'one');
  expect(left()).toEqual({});
});

test('of what was written after the fsync any beginning is kept, the last write perhaps torn', () => {
  const seen = new Set<string>();
  for (let seed = 0; seed < 200; seed++) {
    volume = new DurableVolume(emptyVolume(0));
    const journal = create('journal');
    write(journal, 0, 'AB');
    fsync(journal);
    write(journal, 2, 'cd');
    write(journal, 4, 'e');
    seen.add(left(seed).journal ?? '');
  }
  expect([...seen].sort()).toEqual(['AB', 'ABc', 'ABcd', 'ABcde']);
});

test('a rename is kept by an fsync of its directory only', () => {
  const file = create('table.new');
  write(file, 0, 'two');
  fsync(file);
  apply({ kind: 'rename', from: at('table.new'), to: at('table'), atMs });
  fsync(file);
  expect(left()).toEqual({ 'table.new': 'two' });
  apply({ kind: 'rename', from: at('table.new'), to: at('table'), atMs });
  fsync(ROOT_INODE);
  expect(left()).toEqual({ table: 'two' });
});

test('a file that was replaced without an fsync of the directory is as it was', () => {
  const old = create('table');
  write(old, 0, 'old');
  fsync(old);
  fsync(ROOT_INODE);
  const file = create('table.new');
  write(file, 0, 'new');
  fsync(file);
  apply({ kind: 'rename', from: at('table.new'), to: at('table'), atMs });
  expect(left()).toEqual({ table: 'old', 'table.new': 'new' });
});

test('an unlink without an fsync of the directory comes back', () => {
  const file = create('note');
  write(file, 0, 'x');
  fsync(file);
  apply({ kind: 'unlink', at: at('note'), atMs });
  expect(left()).toEqual({ note: 'x' });
});

test('an fsync keeps what there was when it began, and of what came meanwhile any beginning', () => {
  const seen = new Set<string>();
  for (let seed = 0; seed < 200; seed++) {
    volume = new DurableVolume(emptyVolume(0));
    const journal = create('journal');
    write(journal, 0, 'AB');
    const finish = volume.beginSync(journal);
    apply({ kind: 'truncate', inode: journal, bytes: 1, atMs });
    write(journal, 1, 'c');
    finish();
    seen.add(left(seed).journal ?? '');
  }
  expect([...seen].sort()).toEqual(['A', 'AB', 'Ac']);
});

test('an fsync that is under way when the power fails keeps nothing any more', () => {
  const journal = create('journal');
  write(journal, 0, 'one');
  const finish = volume.beginSync(journal);
  expect(left()).toEqual({});
  finish();
  expect(left()).toEqual({});
});

test('of two fsyncs of a file the one that begins first may be done last', () => {
  const journal = create('journal');
  write(journal, 0, 'one');
  const first = volume.beginSync(journal);
  write(journal, 3, ' two');
  const second = volume.beginSync(journal);
  second();
  first();
  expect(left()).toEqual({ journal: 'one two' });
});

test('an fsync of a directory keeps the names that there were when it began', () => {
  const file = create('table.new');
  fsync(file);
  const early = volume.beginSync(ROOT_INODE);
  apply({ kind: 'rename', from: at('table.new'), to: at('table'), atMs });
  const late = volume.beginSync(ROOT_INODE);
  fsync(create('journal'));
  early();
  expect(left()).toEqual({ 'table.new': '', journal: '' });
  apply({ kind: 'rename', from: at('table.new'), to: at('table'), atMs });
  const again = volume.beginSync(ROOT_INODE);
  late();
  again();
  expect(left()).toEqual({ table: '', journal: '' });
});

test('a name that was used again is kept for the file that has it now', () => {
  const first = create('note');
  const early = volume.beginSync(ROOT_INODE);
  apply({ kind: 'unlink', at: at('note'), atMs });
  const second = create('note');
  write(second, 0, 'second');
  fsync(second);
  volume.beginSync(first)();
  early();
  expect(left()).toEqual({ note: 'second' });
});

test('what survived a power loss is what the next one starts from', () => {
  const journal = create('journal');
  write(journal, 0, 'one');
  fsync(journal);
  left();
  write(journal, 3, ' two');
  fsync(journal);
  expect(left()).toEqual({ journal: 'one two' });
});
