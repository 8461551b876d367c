import { expect, test } from 'vitest';
import { type FsProgram, outcome, seenOnNode, seenOnVolume } from './testing.ts';

const wrongCalls: FsProgram = (fs, root) => {
  const any = fs as unknown as Record<string, (...args: unknown[]) => unknown>;
  const file = `${root}/f`;
  fs.writeFileSync(file, '');
  const fd = fs.openSync(file, 'r+');
  const calls: [string, ...unknown[]][] = [
    ['readFileSync'],
    ['readFileSync', {}],
    ['readFileSync', 'a\0b'],
    ['readFileSync', file, 'klingon'],
    ['readFileSync', file, { encoding: 'klingon' }],
    ['readFileSync', file, 5],
    ['writeFileSync', file],
    ['writeFileSync', file, {}],
    ['writeFileSync', file, 5],
    ['writeFileSync', file, null],
    ['writeFileSync', file, '', { flag: 'q' }],
    ['renameSync', file],
    ['renameSync', 1, file],
    ['copyFileSync', file],
    ['openSync', file, 'r', 'zz'],
    ['openSync', file, 'r', 1.5],
    ['openSync', file, 'r', -1],
    ['closeSync', 'x'],
    ['closeSync', -1],
    ['closeSync', 1.5],
    ['closeSync'],
    ['readSync', fd, 'x'],
    ['readSync', fd, Buffer.alloc(2), 0, 5, 0],
    ['readSync', fd, Buffer.alloc(2), 3, 1, 0],
    ['writeSync', fd],
    ['writeSync', fd, Buffer.alloc(2), 5],
    ['writeSync', fd, 7],
    ['mkdirSync', file, { recursive: 'x' }],
    ['utimesSync', file, {}, 1],
    ['readFile', file],
    ['stat', file, {}],
    ['exists'],
  ];
  const seen = calls.map(([name, ...args]) => [name, outcome(() => any[name]?.(...args))]);
  fs.closeSync(fd);
  return seen;
};

test('wrong arguments are refused in words', async () => {
  expect(await seenOnVolume(wrongCalls)).toBe(await seenOnNode(wrongCalls));
});
