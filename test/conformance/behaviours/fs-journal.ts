import fs from 'node:fs';
import { appendFile, mkdtemp, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { area, ownProcess } from './behaviour.ts';
import { errorOf } from './kit.ts';

async function inFolder(use: (folder: string) => unknown): Promise<void> {
  const folder = await mkdtemp('journal-');
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Entry {
  readonly id: number;
  readonly amount: number;
}

/** All whole lines of a journal: the last one may be torn. */
function replay(text: string): { readonly entries: readonly Entry[]; readonly torn: string } {
  const lines = text.split('\n');
  const torn = lines.pop() ?? '';
  return { entries: lines.map((each) => JSON.parse(each) as Entry), torn };
}

export const behaviours = area('fs', {
  'a journal is appended to, synced and replayed': (print) =>
    inFolder(async (folder) => {
      const journal = await open(`${folder}/journal`, 'a');
      for (const entry of [1, 2, 3]) {
        await journal.appendFile(`${JSON.stringify({ id: entry, amount: entry * 10 })}\n`);
        await journal.datasync();
      }
      await journal.write('{"id":4,"am');
      await journal.close();
      const { entries, torn } = replay(await readFile(`${folder}/journal`, 'utf8'));
      print(
        entries.map(({ id }) => id),
        entries.reduce((sum, { amount }) => sum + amount, 0),
        torn,
      );
      await fs.promises.truncate(`${folder}/journal`, 3 * 21);
      await appendFile(`${folder}/journal`, '{"id":5,"amount":50}\n');
      print(replay(await readFile(`${folder}/journal`, 'utf8')).torn);
    }),

  'a handle that is closed waits for what is under way with it': (print) =>
    inFolder(async (folder) => {
      const handle = await open(`${folder}/journal`, 'a');
      const writing = handle.appendFile('one').then(() => handle.fd);
      const syncing = handle.sync();
      const closing = [handle.close(), handle.close()];
      print(await Promise.all(closing), handle.fd, (await writing) >= -1, await syncing);
      print(await handle.close(), await errorOf(() => handle.sync()));
      print(await readFile(`${folder}/journal`, 'utf8'));
    }),

  'a snapshot is written beside, synced and renamed': (print) =>
    inFolder(async (folder) => {
      const save = async (state: unknown) => {
        const handle = await open(`${folder}/state.json.tmp`, 'w');
        try {
          await handle.writeFile(JSON.stringify(state));
          await handle.sync();
        } finally {
          await handle.close();
        }
        await rename(`${folder}/state.json.tmp`, `${folder}/state.json`);
      };
      await save({ version: 1 });
      await save({ version: 2 });
      print(JSON.parse(await readFile(`${folder}/state.json`, 'utf8')));
      print(fs.readdirSync(folder));
    }),

  'appends at the same time keep their lines whole': (print) =>
    inFolder(async (folder) => {
      const file = `${folder}/log`;
      await Promise.all(Array.from({ length: 20 }, (_, at) => appendFile(file, `line ${at}\n`)));
      const lines = fs.readFileSync(file, 'utf8').trimEnd().split('\n');
      print(
        lines.length,
        new Set(lines).size,
        lines.every((each) => /^line \d+$/.test(each)),
      );
    }),

  'a handle reads on from where it is': (print) =>
    inFolder(async (folder) => {
      await writeFile(`${folder}/a`, 'abcdef');
      const handle = await open(`${folder}/a`, 'r+');
      const first = await handle.read(Buffer.alloc(2), 0, 2);
      const second = await handle.read({ buffer: Buffer.alloc(2) });
      print(first.buffer.toString(), second.buffer.toString(), second.bytesRead);
      print(String(await handle.readFile()), (await handle.read(Buffer.alloc(2))).bytesRead);
      await handle.write('XY');
      await handle.close();
      print(fs.readFileSync(`${folder}/a`, 'utf8'));
    }),

  'a write stream appends, and tells when it is on disk': (print) =>
    inFolder(async (folder) => {
      const write = (text: string) =>
        new Promise<void>((resolve, reject) => {
          const stream = fs.createWriteStream(`${folder}/log`, { flags: 'a' });
          stream.on('error', reject);
          stream.on('finish', () => print('finish', stream.bytesWritten));
          stream.on('close', resolve);
          stream.write(text);
          stream.end('\n');
        });
      await write('one');
      await write('two');
      print(fs.readFileSync(`${folder}/log`, 'utf8').split('\n'));
      const broken = fs.createWriteStream(`${folder}/none/log`);
      const error = await new Promise((resolve) => broken.on('error', resolve));
      print((error as NodeJS.ErrnoException).code, broken.destroyed);
    }),

  'rename and mkdir by callback, readdir too': (print) =>
    inFolder(
      (folder) =>
        new Promise<void>((resolve) => {
          fs.mkdir(`${folder}/a`, (made) => {
            print(made);
            fs.rename(`${folder}/a`, `${folder}/b`, (renamed) => {
              print(renamed);
              fs.readdir(folder, (failed, names) => {
                print(failed, names);
                fs.rename(`${folder}/x`, `${folder}/y`, (error) => {
                  print(error?.code, error?.syscall, (error as { dest?: string })?.dest !== '');
                  resolve();
                });
              });
            });
          });
        }),
    ),

  'the same by sync calls': (print) =>
    inFolder((folder) => {
      print(fs.mkdirSync(`${folder}/a/b`, { recursive: true })?.endsWith('/a'));
      fs.renameSync(`${folder}/a`, `${folder}/c`);
      print(fs.readdirSync(folder), fs.readdirSync(`${folder}/c`));
      fs.rmSync(`${folder}/c`, { recursive: true });
      print(fs.existsSync(`${folder}/c`), fs.rmSync(`${folder}/c`, { force: true }));
    }),

  'a file that was deleted can be read by its open handle': (print) =>
    inFolder(async (folder) => {
      await writeFile(`${folder}/a`, 'still here');
      const handle = await open(`${folder}/a`);
      await rm(`${folder}/a`);
      print(await handle.readFile('utf8'), fs.existsSync(`${folder}/a`));
      await handle.close();
    }),

  'reading and writing can be given up by a signal': (print) =>
    inFolder(async (folder) => {
      await writeFile(`${folder}/a`, 'x');
      const signal = AbortSignal.abort();
      print(await errorOf(() => readFile(`${folder}/a`, { signal })));
      print(await errorOf(() => writeFile(`${folder}/a`, 'y', { signal })));
      print(fs.readFileSync(`${folder}/a`, 'utf8'));
    }),

  'what was written before the end of a process is kept': ownProcess((print) => {
    const file = 'conformance-end.txt';
    fs.writeFileSync(file, 'first');
    process.on('exit', () => {
      fs.appendFileSync(file, ', last');
      print(fs.readFileSync(file, 'utf8'));
      fs.unlinkSync(file);
    });
  }),
});
