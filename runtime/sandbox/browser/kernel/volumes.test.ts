import { expect, test } from 'vitest';
import { VOLUME_LIMIT_BYTES } from '../../../process/fs/volume.ts';
import { ProtocolViolation } from './violation.ts';
import { applyTo, Volumes } from './volumes.ts';

test('a volume keeps what was done to it until it is opened again', () => {
  const volumes = new Volumes();
  const volume = volumes.open('users-1');
  const inode = volume.nextInode;
  const at = { directory: 1, name: 'notes.txt' };
  applyTo(volume, { kind: 'create', at, inode, mode: 0o644, atMs: 1 });
  const again = volumes.open('users-1');
  expect(again.root.entries.get('notes.txt')).toBe(inode);
  expect(volumes.open('users-2').root.entries.has('notes.txt')).toBe(false);
});

test('a process that claims what cannot have been is refused', () => {
  const volume = new Volumes().open('users-1');
  const unlink = () =>
    applyTo(volume, { kind: 'unlink', at: { directory: 1, name: 'nothing' }, atMs: 1 });
  expect(unlink).toThrow(ProtocolViolation);
});

test('a process that claims more bytes than a volume has room for is refused', () => {
  const volume = new Volumes().open('users-1');
  for (const name of ['a', 'b']) {
    const inode = volume.nextInode;
    applyTo(volume, { kind: 'create', at: { directory: 1, name }, inode, mode: 0o644, atMs: 1 });
  }
  const [a, b] = ['a', 'b'].map((name) => volume.root.entries.get(name) as number);
  const grow = (inode: number) =>
    applyTo(volume, { kind: 'truncate', inode, bytes: VOLUME_LIMIT_BYTES, atMs: 1 });
  grow(a as number);
  expect(() => grow(b as number)).toThrow('more bytes than there is room for');
});
