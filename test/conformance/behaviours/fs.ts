import fs from 'node:fs';
import {
  appendFile,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { area, type Print } from './behaviour.ts';
import { errorOf } from './kit.ts';

/** Runs `use` in a folder of its own in the working directory, which is removed afterwards. */
async function inFolder(use: (folder: string) => unknown): Promise<void> {
  const folder = await mkdtemp('conformance-');
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The error with the folder's random name left out. */
async function plainError(folder: string, call: () => unknown): Promise<string> {
  return (await errorOf(call)).replaceAll(folder, '<folder>');
}

/** A callback that settles a promise with what it was given. */
function given(run: (done: (...values: unknown[]) => void) => void): Promise<unknown[]> {
  return new Promise((resolve) => run((...values) => resolve(values)));
}

async function printAll(print: Print, folder: string, calls: readonly (() => unknown)[]) {
  for (const call of calls) print(await plainError(folder, call));
}

export const behaviours = area('fs', {
  'promises write, append and read': (print) =>
    inFolder(async (folder) => {
      const file = `${folder}/a.txt`;
      await writeFile(file, 'one\n');
      await appendFile(file, 'two €\n');
      await appendFile(file, Buffer.from('three\n'));
      print(await readFile(file, 'utf8'), (await readFile(file)).length);
      await writeFile(file, 'short');
      print(await readFile(file, { encoding: 'base64' }));
    }),

  'callbacks write, append and read': (print) =>
    inFolder(async (folder) => {
      const file = `${folder}/a.txt`;
      print(await given((done) => fs.writeFile(file, 'one', done)));
      print(await given((done) => fs.appendFile(file, ' two', done)));
      print(await given((done) => fs.readFile(file, 'utf8', done)));
      print(await given((done) => fs.unlink(file, done)));
      const [error] = await given((done) => fs.readFile(file, done));
      print((error as NodeJS.ErrnoException).code);
    }),

  'sync writes, appends and reads': (print) =>
    inFolder((folder) => {
      const file = `${folder}/a.txt`;
      fs.writeFileSync(file, 'one');
      fs.appendFileSync(file, ' two');
      print(fs.readFileSync(file, 'utf8'), fs.existsSync(file), fs.existsSync(`${file}x`));
      fs.unlinkSync(file);
      print(fs.existsSync(file));
    }),

  'flags decide what happens to a file that is there': (print) =>
    inFolder(async (folder) => {
      const file = `${folder}/a.txt`;
      await writeFile(file, 'a', { flag: 'wx' });
      print(await plainError(folder, () => writeFile(file, 'b', { flag: 'wx' })));
      await writeFile(file, 'c', { flag: 'a' });
      print(await readFile(file, 'utf8'));
    }),

  'a handle writes, syncs and reads at places': (print) =>
    inFolder(async (folder) => {
      const handle = await open(`${folder}/log`, 'w+');
      print(await handle.write('hello ').then(({ bytesWritten }) => bytesWritten));
      await handle.write(Buffer.from('world'), 0, 5, null);
      await handle.sync();
      await handle.datasync();
      await handle.write('J', 0);
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(5), 0, 5, 6);
      print(bytesRead, buffer.toString(), (await handle.stat()).size);
      await handle.truncate(3);
      print((await handle.stat()).size, typeof handle.fd);
      await handle.close();
      print(handle.fd, await readFile(`${folder}/log`, 'utf8'));
      print(await errorOf(() => handle.write('late')));
    }),

  'descriptors write, sync and read': (print) =>
    inFolder((folder) => {
      const file = `${folder}/log`;
      const fd = fs.openSync(file, 'a+');
      print(fs.writeSync(fd, 'abc'), fs.writeSync(fd, Buffer.from('def')));
      fs.fsyncSync(fd);
      fs.fdatasyncSync(fd);
      const bytes = Buffer.alloc(4);
      print(fs.readSync(fd, bytes, 0, 4, 1), bytes.toString(), fs.fstatSync(fd).size);
      fs.closeSync(fd);
      fs.truncateSync(file, 2);
      print(fs.readFileSync(file, 'utf8'));
    }),

  'fsync by callback': (print) =>
    inFolder(async (folder) => {
      const [, fd] = await given((done) => fs.open(`${folder}/log`, 'w', done));
      print((await given((done) => fs.write(fd as number, 'text', done)))[1]);
      print(await given((done) => fs.fsync(fd as number, done)));
      print(await given((done) => fs.close(fd as number, done)));
    }),

  'rename replaces what was there': (print) =>
    inFolder(async (folder) => {
      await writeFile(`${folder}/new`, 'new');
      await writeFile(`${folder}/old`, 'old');
      await rename(`${folder}/new`, `${folder}/old`);
      print(await readdir(folder), await readFile(`${folder}/old`, 'utf8'));
    }),

  'an open handle outlives a rename': (print) =>
    inFolder(async (folder) => {
      const handle = await open(`${folder}/a`, 'w');
      await rename(`${folder}/a`, `${folder}/b`);
      await handle.write('through the handle');
      await handle.close();
      print(await readFile(`${folder}/b`, 'utf8'));
    }),

  'folders are made, listed and removed': (print) =>
    inFolder(async (folder) => {
      print(await mkdir(`${folder}/x`));
      const made = await mkdir(`${folder}/x/y/z`, { recursive: true });
      print(made?.endsWith(`${folder}/x/y`));
      print(await mkdir(`${folder}/x/y`, { recursive: true }));
      await writeFile(`${folder}/x/file`, '');
      print((await readdir(`${folder}/x`)).sort());
      const entries = await readdir(`${folder}/x`, { withFileTypes: true });
      print(entries.map((it) => [it.name, it.isDirectory(), it.isFile()]).sort());
      print((await readdir(folder, { recursive: true })).sort());
      await rm(`${folder}/x`, { recursive: true });
      print(await readdir(folder));
    }),

  'stat tells kind, size and times': (print) =>
    inFolder(async (folder) => {
      await writeFile(`${folder}/a`, 'abc');
      const file = await stat(`${folder}/a`);
      print(file.size, file.isFile(), file.isDirectory(), file.isSymbolicLink());
      print(file.mtime instanceof Date, Math.abs(Date.now() - file.mtimeMs) < 60_000);
      print((await stat(folder)).isDirectory(), fs.statSync(`${folder}/a`).size);
      print(fs.statSync(`${folder}/none`, { throwIfNoEntry: false }));
    }),

  'what is not there is ENOENT': (print) =>
    inFolder((folder) =>
      printAll(print, folder, [
        () => readFile(`${folder}/none`),
        () => fs.readFileSync(`${folder}/none`),
        () => writeFile(`${folder}/none/a`, ''),
        () => rename(`${folder}/none`, `${folder}/a`),
        () => stat(`${folder}/none`),
        () => readdir(`${folder}/none`),
        () => mkdir(`${folder}/none/a`),
        () => rm(`${folder}/none`),
        () => fs.unlinkSync(`${folder}/none`),
        () => fs.accessSync(`${folder}/none`),
      ]),
    ),

  'what is there already is EEXIST': (print) =>
    inFolder(async (folder) => {
      await writeFile(`${folder}/file`, '');
      await printAll(print, folder, [
        () => mkdir(folder),
        () => mkdir(`${folder}/file`),
        () => open(`${folder}/file`, 'wx'),
        () => fs.mkdirSync(`${folder}/file`),
      ]);
    }),

  'files are no folders, and folders no files': (print) =>
    inFolder(async (folder) => {
      await writeFile(`${folder}/file`, '');
      await mkdir(`${folder}/full/inner`, { recursive: true });
      await printAll(print, folder, [
        () => readFile(`${folder}/file/a`),
        () => readdir(`${folder}/file`),
        () => readFile(folder),
        () => writeFile(folder, ''),
        () => fs.rmdirSync(`${folder}/full`),
        () => rm(`${folder}/full`),
        () => fs.rmdirSync(`${folder}/file`),
      ]);
    }),

  'an error has its number, call and path': (print) =>
    inFolder(async (folder) => {
      const error = await readFile(`${folder}/none`).catch((reason) => reason);
      print(error.errno, error.code, error.syscall, error.path === `${folder}/none`);
      print(error instanceof Error, error.name, Object.keys(error));
    }),

  'arguments of the wrong kind are refused at once': async (print) => {
    print(await errorOf(() => fs.readFileSync(1.5 as never)));
    print(await errorOf(() => fs.readFile('x', undefined as never)));
    print(await errorOf(() => fs.writeFileSync('x', 5 as never)));
    print(await errorOf(() => fs.openSync('x', 'nope')));
    print(await errorOf(() => fs.readFileSync('x', 'nope' as never)));
    print(await errorOf(() => fs.readFileSync('a\0b')));
  },

  'streams write and read files': (print) =>
    inFolder(async (folder) => {
      const sink = fs.createWriteStream(`${folder}/s`);
      sink.write('one ');
      await new Promise((resolve) => sink.end('two', () => resolve(undefined)));
      print(sink.bytesWritten);
      let text = '';
      const source = fs.createReadStream(`${folder}/s`, { encoding: 'utf8', start: 1, end: 4 });
      for await (const chunk of source) text += chunk;
      print(text, source.bytesRead);
    }),

  'copy, access and realpath': (print) =>
    inFolder(async (folder) => {
      await writeFile(`${folder}/a`, 'copied');
      fs.copyFileSync(`${folder}/a`, `${folder}/b`);
      print(fs.readFileSync(`${folder}/b`, 'utf8'), fs.accessSync(`${folder}/b`));
      print(fs.realpathSync(`${folder}/../${folder}/b`).endsWith(`/${folder}/b`));
    }),

  'lines are read from a handle': (print) =>
    inFolder(async (folder) => {
      await writeFile(`${folder}/lines`, 'one\ntwo\r\nthree');
      const handle = await open(`${folder}/lines`);
      for await (const text of handle.readLines()) print(text);
    }),
});
