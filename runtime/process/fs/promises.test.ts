import type { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { type FsProgram, failure, seenOnNode, seenOnVolume, settled } from './testing.ts';

/** Calls a callback form and gives the arguments of its callback. */
function called(run: (callback: (...given: unknown[]) => void) => void): Promise<unknown[]> {
  return new Promise((resolve) => {
    run((...given) => resolve(given.map((one) => (one instanceof Error ? failure(one) : one))));
  });
}

const PROGRAMS: Record<string, FsProgram> = {
  'promises settle with results and reject with errors': async ({ promises: fs }, root) => [
    await fs.writeFile(`${root}/f`, 'one'),
    await fs.appendFile(`${root}/f`, 'two'),
    await fs.readFile(`${root}/f`, 'utf8'),
    await fs.readFile(`${root}/f`),
    await fs.mkdir(`${root}/a/b`, { recursive: true }),
    await fs.rename(`${root}/f`, `${root}/a/f`),
    await fs.readdir(root),
    (await fs.stat(`${root}/a/f`)).size,
    await fs.copyFile(`${root}/a/f`, `${root}/g`),
    await fs.truncate(`${root}/g`, 2),
    await fs.access(`${root}/g`),
    await fs.unlink(`${root}/g`),
    await settled(fs.rm(`${root}/a`)),
    await fs.rm(`${root}/a`, { recursive: true }),
    await fs.readdir(root),
    await settled(fs.readFile(`${root}/none`)),
    await settled(fs.readdir(`${root}/none`)),
    await settled(fs.mkdir(`${root}/none/x`)),
    await settled(fs.readFile(undefined as never)),
    await settled(fs.writeFile(`${root}/f`, {} as never)),
    await settled(fs.readFile(`${root}/f`, 'klingon' as never)),
  ],
  'writeFile takes iterables and streams of text': async ({ promises: fs }, root) => {
    async function* parts() {
      yield 'one ';
      yield 'two';
    }
    await fs.writeFile(`${root}/f`, parts());
    await fs.writeFile(`${root}/g`, ['a', 'b']);
    return [await fs.readFile(`${root}/f`, 'utf8'), await fs.readFile(`${root}/g`, 'utf8')];
  },
  'a handle reads, writes, syncs and closes': async ({ promises: fs }, root) => {
    const handle = await fs.open(`${root}/f`, 'w+');
    const buffer = Buffer.alloc(5, '.');
    const closed: string[] = [];
    (handle as unknown as EventEmitter).on('close', () => closed.push('close'));
    const seen = [
      typeof handle.fd,
      { ...(await handle.write('hello')) },
      { ...(await handle.write(Buffer.from('-world'), 0, 6)) },
      await handle.appendFile('!'),
      await handle.sync(),
      await handle.datasync(),
      (await handle.stat()).size,
      { ...(await handle.read(buffer, 0, 4, 1)) },
      { ...(await handle.read({ buffer, position: 0 })) },
      (await handle.read()).bytesRead,
      await handle.truncate(4),
      await handle.writeFile('rest'),
      await fs.readFile(`${root}/f`, 'utf8'),
      await handle.close(),
      await handle.close(),
      handle.fd,
      closed,
      await settled(handle.read(buffer)),
      await settled(handle.stat()),
      await settled(handle.sync()),
    ];
    return seen;
  },
  'a handle can be given in place of a path': async ({ promises: fs }, root) => {
    const handle = await fs.open(`${root}/f`, 'a+');
    await fs.writeFile(handle, 'one');
    await fs.appendFile(handle, 'two');
    await handle.close();
    const reader = await fs.open(`${root}/f`);
    const text = await fs.readFile(reader, 'utf8');
    const refused = await settled(reader.write('x'));
    await reader.close();
    return [text, refused];
  },
  'callbacks get null and the result, or the error alone': async (fs, root) => [
    await called((callback) => fs.writeFile(`${root}/f`, 'text', callback)),
    await called((callback) => fs.readFile(`${root}/f`, callback)),
    await called((callback) => fs.readFile(`${root}/f`, 'utf8', callback)),
    await called((callback) => fs.readFile(`${root}/none`, callback)),
    await called((callback) => fs.mkdir(`${root}/a/b`, { recursive: true }, callback)),
    await called((callback) => fs.readdir(root, callback)),
    await called((callback) => fs.access(`${root}/none`, callback)),
    await called((callback) => fs.exists(`${root}/f`, callback)),
    await called((callback) => fs.rename(`${root}/f`, `${root}/g`, callback)),
    await called((callback) => fs.rm(`${root}/none`, callback)),
  ],
  'read and write call back with a count and the buffer': async (fs, root) => {
    const fd = fs.openSync(`${root}/f`, 'w+');
    const seen = [
      await called((callback) => fs.write(fd, Buffer.from('abc'), callback)),
      await called((callback) => fs.write(fd, 'def', callback)),
      await called((callback) => fs.read(fd, Buffer.alloc(4), 0, 4, 1, callback)),
      await called((callback) => fs.fsync(fd, callback)),
      await called((callback) => fs.close(fd, callback)),
    ];
    return seen;
  },
  'callbacks and promises come in a later turn': async (fs, root) => {
    const order: string[] = [];
    fs.writeFileSync(`${root}/f`, '');
    const read = called((callback) => fs.readFile(`${root}/f`, callback)).then(() =>
      order.push('callback'),
    );
    const stat = fs.promises.stat(`${root}/f`).then(() => order.push('promise'));
    order.push('now');
    process.nextTick(() => order.push('tick'));
    await Promise.resolve().then(() => order.push('microtask'));
    await Promise.all([read, stat]);
    return [order.slice(0, 3), order.length];
  },
  'an operation that is refused for its arguments throws at once': async (fs) => {
    const attempts = [() => fs.readFile(5.5, () => {}), () => fs.mkdir({} as never, () => {})];
    return attempts.map((attempt) => {
      try {
        return attempt();
      } catch (error) {
        return failure(error);
      }
    });
  },
};

for (const [sentence, program] of Object.entries(PROGRAMS)) {
  test(sentence, async () => {
    expect(await seenOnVolume(program)).toBe(await seenOnNode(program));
  });
}
