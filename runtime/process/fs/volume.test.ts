import { expect, test } from 'vitest';
import { emptyVolume } from './operation.ts';
import { failure, outcome, volumeFs } from './testing.ts';
import { VOLUME_LIMIT_BYTES, Volume } from './volume.ts';

test('the recorded operations, applied to the same image, make the same volume', () => {
  const { fs, recorded } = volumeFs();
  fs.mkdirSync('/data/old', { recursive: true });
  fs.writeFileSync('/data/log', 'one\n');
  const fd = fs.openSync('/data/log', 'a');
  fs.writeSync(fd, 'two\n');
  fs.fsyncSync(fd);
  fs.renameSync('/data/log', '/data/old/log');
  fs.writeSync(fd, 'three\n');
  fs.linkSync('/data/old/log', '/data/same');
  fs.truncateSync('/data/same', 6);
  fs.writeFileSync('/data/gone', 'x');
  fs.unlinkSync('/data/gone');
  fs.chmodSync('/data/same', 0o600);
  fs.utimesSync('/data/same', 1, 2);
  fs.mkdirSync('/data/empty');
  fs.rmdirSync('/data/empty');

  const durable = new Volume(emptyVolume(0));
  for (const operation of recorded) durable.apply(operation);
  const { fs: next } = volumeFs(durable.image());
  expect(next.readdirSync('/', { recursive: true })).toEqual([
    'data',
    'data/old',
    'data/same',
    'data/old/log',
  ]);
  expect(next.readFileSync('/data/old/log', 'utf8')).toBe('one\ntw');
  const { mode, nlink, mtimeMs } = next.statSync('/data/same');
  expect([mode & 0o777, nlink, mtimeMs]).toEqual([0o600, 2, 2000]);
});

test('operations name files by inode and say what was written where', () => {
  const { fs, recorded } = volumeFs();
  const fd = fs.openSync('/log', 'w');
  fs.writeSync(fd, 'ab');
  fs.writeSync(fd, 'c');
  fs.fsyncSync(fd);
  const root = fs.openSync('/', 'r');
  fs.fsyncSync(root);
  const text = new TextDecoder();
  const told = recorded.map((operation) =>
    operation.kind === 'write' ? { ...operation, bytes: text.decode(operation.bytes) } : operation,
  );
  const atMs = 1_700_000_000_000;
  expect(told).toEqual([
    { kind: 'create', at: { directory: 1, name: 'log' }, inode: 2, mode: 0o644, atMs },
    { kind: 'write', inode: 2, offset: 0, bytes: 'ab', atMs },
    { kind: 'write', inode: 2, offset: 2, bytes: 'c', atMs },
    { kind: 'fsync', inode: 2 },
    { kind: 'fsync', inode: 1 },
  ]);
});

test('what is written to a file without a name dies with the process', () => {
  const { fs, recorded } = volumeFs();
  const fd = fs.openSync('/f', 'w+');
  fs.unlinkSync('/f');
  const before = recorded.length;
  fs.writeSync(fd, 'unseen');
  fs.fsyncSync(fd);
  expect(fs.readFileSync(fd).length).toBe(0);
  expect(fs.fstatSync(fd).size).toBe(6);
  expect(recorded.length).toBe(before);
});

test('a refused operation changes nothing and records nothing', () => {
  const { fs, recorded } = volumeFs();
  outcome(() => fs.writeFileSync('/none/f', 'x'));
  outcome(() => fs.renameSync('/none', '/f'));
  outcome(() => fs.mkdirSync('/none/d'));
  expect(recorded).toEqual([]);
});

test('a full volume refuses writes until something is removed', () => {
  const { fs } = volumeFs();
  fs.writeFileSync('/big', '');
  fs.truncateSync('/big', VOLUME_LIMIT_BYTES - 3);
  expect(outcome(() => fs.writeFileSync('/more', 'four'))).toEqual(
    failure({
      name: 'Error',
      message: 'ENOSPC: no space left on device, write',
      code: 'ENOSPC',
      errno: -28,
      syscall: 'write',
    }),
  );
  expect(outcome(() => fs.appendFileSync('/big', 'two'))).toBe(undefined);
  fs.unlinkSync('/big');
  fs.writeFileSync('/more', 'four');
  expect(fs.readFileSync('/more', 'utf8')).toBe('four');
});

test('a program may change its buffer after a write', () => {
  const { fs, recorded } = volumeFs();
  const buffer = Buffer.from('before');
  fs.writeFileSync('/f', buffer);
  buffer.write('after ');
  const write = recorded.find((operation) => operation.kind === 'write');
  expect(new TextDecoder().decode(write?.bytes)).toBe('before');
  expect(fs.readFileSync('/f', 'utf8')).toBe('before');
});

test('a function that volumes do not have says what to use instead', () => {
  const { fs } = volumeFs();
  expect(() => fs.watch('/')).toThrow(
    'fs.watch is not available in this sandbox. Read the file again when it may have changed.',
  );
});
