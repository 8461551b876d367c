import { expect, test } from 'vitest';
import { type FsProgram, outcome, seenOnNode, seenOnVolume } from './testing.ts';

const PROGRAMS: Record<string, FsProgram> = {
  'readFileSync gives bytes, or text in an encoding': (fs, root) => {
    fs.writeFileSync(`${root}/f`, 'grüße');
    return [
      fs.readFileSync(`${root}/f`).toString('hex'),
      fs.readFileSync(`${root}/f`, 'utf8'),
      fs.readFileSync(`${root}/f`, { encoding: 'base64' }),
      fs.readFileSync(new URL(`file://${root}/f`), 'latin1'),
      fs.readFileSync(Buffer.from(`${root}/f`), 'utf8'),
    ];
  },
  'writeFileSync takes text, bytes and views, and replaces what was there': (fs, root) => {
    const contents = ['a longer text', Buffer.from('bytes'), new Uint16Array([0x6161, 0x62])];
    return contents.map((data) => {
      fs.writeFileSync(`${root}/f`, data);
      return fs.readFileSync(`${root}/f`, 'utf8');
    });
  },
  'flags decide whether a file is replaced, kept, appended to or refused': (fs, root) => {
    fs.writeFileSync(`${root}/f`, 'one');
    fs.writeFileSync(`${root}/f`, 'two', { flag: 'a' });
    fs.appendFileSync(`${root}/f`, 'three');
    fs.appendFileSync(`${root}/new`, '6869', 'hex');
    return [
      fs.readFileSync(`${root}/f`, 'utf8'),
      fs.readFileSync(`${root}/new`, 'utf8'),
      outcome(() => fs.writeFileSync(`${root}/f`, 'x', { flag: 'wx' })),
      outcome(() => fs.readFileSync(`${root}/none`, { flag: 'r+' })),
      outcome(() => fs.openSync(`${root}/f`, 'zz')),
    ];
  },
  'a descriptor reads and writes where it stands, or where it is told': (fs, root) => {
    const fd = fs.openSync(`${root}/f`, 'w+');
    const buffer = Buffer.alloc(8, '.');
    return [
      fs.writeSync(fd, 'hello world'),
      fs.writeSync(fd, Buffer.from('HELP'), 1, 2, 0),
      fs.writeSync(fd, 'é', 9, 'latin1'),
      fs.readSync(fd, buffer, 0, 4, 3),
      buffer.toString('latin1'),
      fs.readSync(fd, buffer),
      fs.readSync(fd, buffer, { offset: 2, length: 3, position: 0 }),
      buffer.toString('latin1'),
      fs.writevSync(fd, [Buffer.from('x'), Buffer.from('yz')], 20),
      fs.fstatSync(fd).size,
      fs.readFileSync(`${root}/f`).toString('hex'),
      fs.ftruncateSync(fd, 3),
      fs.fsyncSync(fd),
      fs.fdatasyncSync(fd),
      fs.readFileSync(`${root}/f`, 'utf8'),
      fs.closeSync(fd),
      outcome(() => fs.fstatSync(fd).isFile() && 'still open'),
    ].slice(0, -1);
  },
  'readFileSync on a descriptor goes on where it stands': (fs, root) => {
    fs.writeFileSync(`${root}/f`, 'abcdef');
    const fd = fs.openSync(`${root}/f`, 'r');
    fs.readSync(fd, Buffer.alloc(2));
    const rest = [fs.readFileSync(fd, 'utf8'), fs.readFileSync(fd, 'utf8')];
    fs.closeSync(fd);
    return rest;
  },
  'appending descriptors write at the end, whatever else was written': (fs, root) => {
    const [one, two] = [fs.openSync(`${root}/log`, 'a'), fs.openSync(`${root}/log`, 'a+')];
    for (const [fd, text] of [
      [one, 'a'],
      [two, 'b'],
      [one, 'c'],
    ] as const) {
      fs.writeSync(fd, text, 0);
    }
    const seen = fs.readFileSync(two, 'utf8');
    fs.closeSync(one);
    fs.closeSync(two);
    return [seen, fs.readFileSync(`${root}/log`, 'utf8')];
  },
  'an open file outlives its name, and follows it when it is renamed': (fs, root) => {
    const fd = fs.openSync(`${root}/f`, 'w+');
    fs.renameSync(`${root}/f`, `${root}/g`);
    fs.writeSync(fd, 'moved ');
    const renamed = fs.readFileSync(`${root}/g`, 'utf8');
    fs.unlinkSync(`${root}/g`);
    fs.writeSync(fd, 'gone');
    const buffer = Buffer.alloc(20);
    const length = fs.readSync(fd, buffer, 0, 20, 0);
    const links = fs.fstatSync(fd).nlink;
    fs.closeSync(fd);
    return [renamed, buffer.toString('utf8', 0, length), links, fs.readdirSync(root)];
  },
  'rename replaces files and empty directories only': (fs, root) => {
    for (const name of ['f', 'g']) fs.writeFileSync(`${root}/${name}`, name);
    for (const name of ['d', 'e', 'full', 'full/x']) fs.mkdirSync(`${root}/${name}`);
    const pairs = [
      ['f', 'g'],
      ['none', 'x'],
      ['g', 'd'],
      ['d', 'g'],
      ['d', 'e'],
      ['e', 'full'],
      ['full', 'full/x/y'],
      ['g', 'g'],
      ['g', 'no/g'],
      ['full', 'g/x'],
      ['g', 'new/'],
    ];
    const outcomes = pairs.map(([from, to]) =>
      outcome(() => fs.renameSync(`${root}/${from}`, `${root}/${to}`)),
    );
    return [outcomes, fs.readdirSync(root), fs.readFileSync(`${root}/g`, 'utf8')];
  },
  'mkdir makes one directory, or all that are missing': (fs, root) => [
    outcome(() => fs.mkdirSync(`${root}/a/b`)),
    fs.mkdirSync(`${root}/a/b/c`, { recursive: true }),
    fs.mkdirSync(`${root}/a/b/c`, { recursive: true }),
    fs.mkdirSync(`${root}/a/b/d/e/`, { recursive: true }),
    fs.mkdirSync(`${root}/m`, 0o700),
    (fs.statSync(`${root}/m`).mode & 0o777).toString(8),
    outcome(() => fs.mkdirSync(`${root}/a`)),
    fs.writeFileSync(`${root}/f`, ''),
    outcome(() => fs.mkdirSync(`${root}/f`, { recursive: true })),
    outcome(() => fs.mkdirSync(`${root}/f/x`, { recursive: true })),
    outcome(() => fs.mkdirSync(`${root}/f`)),
  ],
  'readdir lists names, entries and whole trees': (fs, root) => {
    fs.mkdirSync(`${root}/d/x`, { recursive: true });
    for (const name of ['b', 'a', 'd/y', 'd/x/z']) fs.writeFileSync(`${root}/${name}`, '');
    return [
      fs.readdirSync(root),
      fs.readdirSync(root, { recursive: true }).sort(),
      fs.readdirSync(root, 'buffer').map(String),
      fs
        .readdirSync(root, { withFileTypes: true })
        .map((entry) => [
          entry.name,
          entry.parentPath,
          entry.isFile(),
          entry.isDirectory(),
          entry.isSymbolicLink(),
        ]),
      fs.readdirSync(root, { withFileTypes: true }),
      outcome(() => fs.readdirSync(`${root}/none`)),
      outcome(() => fs.readdirSync(`${root}/a`)),
    ];
  },
  'rm, rmdir and unlink each remove what they are for': (fs, root) => {
    fs.mkdirSync(`${root}/d/x`, { recursive: true });
    fs.mkdirSync(`${root}/empty`);
    fs.writeFileSync(`${root}/d/x/f`, '');
    fs.writeFileSync(`${root}/f`, '');
    return [
      outcome(() => fs.rmdirSync(`${root}/d`)),
      outcome(() => fs.rmdirSync(`${root}/f`)),
      outcome(() => fs.unlinkSync(`${root}/d`)),
      outcome(() => fs.unlinkSync(`${root}/none`)),
      outcome(() => fs.rmSync(`${root}/d`)),
      outcome(() => fs.rmSync(`${root}/none`)),
      outcome(() => fs.rmSync(`${root}/none`, { force: true })),
      outcome(() => fs.rmSync(`${root}/none/none`, { force: true })),
      fs.rmSync(`${root}/d`, { recursive: true }),
      fs.rmSync(`${root}/f`),
      fs.rmdirSync(`${root}/empty`),
      fs.readdirSync(root),
    ];
  },
  'stat tells kinds, sizes and links': (fs, root) => {
    fs.writeFileSync(`${root}/f`, 'x'.repeat(5000), { mode: 0o600 });
    fs.linkSync(`${root}/f`, `${root}/g`);
    fs.utimesSync(`${root}/f`, 1, new Date(2000));
    fs.chmodSync(`${root}/g`, '755');
    const { mode, nlink, size, blocks, atimeMs, mtime } = fs.statSync(`${root}/g`);
    return [
      mode,
      nlink,
      size,
      blocks,
      atimeMs,
      mtime,
      Object.keys(fs.statSync(root)),
      fs.lstatSync(root).isDirectory(),
      fs.statSync(`${root}/none`, { throwIfNoEntry: false }),
      outcome(() => fs.statSync(`${root}/none`)),
      outcome(() => fs.lstatSync(`${root}/f/x`)),
      outcome(() => fs.linkSync(`${root}/f`, `${root}/g`)),
      outcome(() => fs.linkSync(`${root}/none`, `${root}/h`)),
    ];
  },
  'access and exists tell what is there': (fs, root) => {
    fs.writeFileSync(`${root}/f`, '');
    return [
      fs.accessSync(`${root}/f`, fs.constants.R_OK | fs.constants.W_OK),
      outcome(() => fs.accessSync(`${root}/f`, fs.constants.X_OK)),
      outcome(() => fs.accessSync(`${root}/none`)),
      fs.existsSync(`${root}/f`),
      fs.existsSync(`${root}/none`),
      fs.existsSync(undefined as never),
    ];
  },
  'copyFile and truncate change contents': (fs, root) => {
    fs.writeFileSync(`${root}/f`, 'content');
    fs.mkdirSync(`${root}/d`);
    fs.copyFileSync(`${root}/f`, `${root}/g`);
    fs.truncateSync(`${root}/f`, 3);
    return [
      fs.readFileSync(`${root}/g`, 'utf8'),
      fs.readFileSync(`${root}/f`, 'utf8'),
      outcome(() => fs.copyFileSync(`${root}/f`, `${root}/g`, fs.constants.COPYFILE_EXCL)),
      outcome(() => fs.copyFileSync(`${root}/none`, `${root}/g`)),
      outcome(() => fs.copyFileSync(`${root}/f`, `${root}/d`)),
      outcome(() => fs.truncateSync(`${root}/none`, 3)),
    ];
  },
  'paths may be roundabout': (fs, root) => {
    fs.mkdirSync(`${root}/a/b`, { recursive: true });
    fs.writeFileSync(`${root}//a/./b/../f`, 'found');
    return [
      fs.readFileSync(`${root}/a/f`, 'utf8'),
      fs.realpathSync(`${root}/a/b/..//f`),
      outcome(() => fs.readFileSync(`${root}/a/f/`)),
      outcome(() => fs.readFileSync(`${root}/none/../a/f`)),
      outcome(() => fs.readFileSync(`${root}/a/f/../f`)),
      outcome(() => fs.readFileSync('')),
      outcome(() => fs.realpathSync(`${root}/none`)),
      outcome(() => fs.openSync(`${root}/${'n'.repeat(256)}`, 'w')),
      outcome(() => fs.writeFileSync(`${root}/new/`, '')),
    ];
  },
  'a directory can be opened and synced, not read or written': (fs, root) => {
    const fd = fs.openSync(root, 'r');
    const seen = [
      fs.fsyncSync(fd),
      fs.fstatSync(fd).isDirectory(),
      outcome(() => fs.readSync(fd, Buffer.alloc(1))),
      outcome(() => fs.openSync(root, 'w')),
      outcome(() => fs.readFileSync(root)),
      outcome(() => fs.writeFileSync(root, '')),
    ];
    fs.closeSync(fd);
    return seen;
  },
  'descriptors that are closed or not open for it are refused': (fs, root) => {
    fs.writeFileSync(`${root}/f`, 'x');
    const [reader, writer] = [fs.openSync(`${root}/f`, 'r'), fs.openSync(`${root}/f`, 'r+')];
    fs.closeSync(writer);
    const buffer = Buffer.alloc(1);
    const seen = [
      outcome(() => fs.writeSync(reader, 'x')),
      outcome(() => fs.ftruncateSync(reader, 0)),
      outcome(() => fs.closeSync(99999)),
      outcome(() => fs.readSync(99999, buffer)),
      outcome(() => fs.writeSync(99999, 'x')),
      outcome(() => fs.fsyncSync(99999)),
      outcome(() => fs.fdatasyncSync(99999)),
      outcome(() => fs.fstatSync(99999)),
      outcome(() => fs.ftruncateSync(99999)),
    ];
    fs.closeSync(reader);
    return seen;
  },
  'mkdtemp makes a directory with a name of its own': (fs, root) => {
    const [one, two] = [fs.mkdtempSync(`${root}/t-`), fs.mkdtempSync(`${root}/t-`)];
    return [
      one === two,
      one.length - root.length,
      fs.statSync(one).isDirectory(),
      outcome(() => fs.mkdtempSync(`${root}/none/t-`)),
    ];
  },
};

for (const [sentence, program] of Object.entries(PROGRAMS)) {
  test(sentence, async () => {
    expect(await seenOnVolume(program)).toBe(await seenOnNode(program));
  });
}
