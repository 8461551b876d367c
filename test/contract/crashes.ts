import { beforeEach, describe, expect, test } from 'vitest';
import type { CrashInput } from '../../runtime/network/index.ts';
import type { Instance } from '../../runtime/sandbox/index.ts';
import { openShop, type Shop } from './call.ts';
import { describeOf, type Exceptions } from './exceptions.ts';
import { type MakeSandbox, useSandbox } from './lab.ts';

const KILLED = { by: 'signal', signal: 'SIGKILL' };

/**
 * Writes a journal as a careful service does, step by step, first while it can do others and then at
 * a standstill; answers a GET with its files.
 */
const JOURNAL = `import { createServer } from 'node:http';
import { appendFileSync, closeSync, fsyncSync, openSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';

createServer(async (request, response) => {
  if (request.method === 'POST') {
    const file = await open('journal', 'a');
    await file.appendFile('one ');
    await file.sync();
    await file.close();
    writeFileSync('table.new', 'two');
    renameSync('table.new', 'table');
    const directory = openSync('.', 'r');
    fsyncSync(directory);
    closeSync(directory);
    appendFileSync('journal', 'three');
    console.log('done');
    response.end('done');
    return;
  }
  const files = readdirSync('.').sort();
  response.end(files.map((name) => name + '=' + readFileSync(name, 'utf8')).join(';'));
}).listen(Number(process.env.PORT));
`;

/** Crashes at a named point, and what is left of an instance's disk. */
export function describeCrashes(make: MakeSandbox, exceptions: Exceptions): void {
  const lab = useSandbox(make);

  describe('at an action in the network', () => {
    let shop: Shop;
    beforeEach(async () => {
      shop = await openShop(lab);
    });

    const crash = async (instance: Instance, point: CrashInput, path = '/ada') => {
      await instance.crashAt(point);
      const outcome = await shop.call(path).catch((error: { code: string }) => error.code);
      expect(await instance.exited).toEqual(KILLED);
      return outcome;
    };
    const point = (words: string) =>
      expect(lab.events('crash-point').map((event) => event.point)).toEqual([words]);

    test('before a service has a request, it never has it', async () => {
      expect(await crash(shop.users, { when: 'before', action: 'request-received' })).toBe(
        'none ECONNRESET',
      );
      expect(shop.seen()).toEqual([]);
      point('before request-received GET /ada');
    });

    test('after it has it, it has done nothing yet', async () => {
      expect(await crash(shop.users, { when: 'after', action: 'request-received' })).toBe(
        'none ECONNRESET',
      );
      expect(shop.seen()).toEqual([]);
    });

    test('before it replies, it has acted, and the caller does not know', async () => {
      expect(await crash(shop.users, { when: 'before', action: 'reply-sent' })).toBe(
        'none ECONNRESET',
      );
      await shop.saw('GET /ada');
    });

    test('after it has replied, the caller has the reply', async () => {
      expect(await crash(shop.users, { when: 'after', action: 'reply-sent' })).toBe('200 3');
    });

    test('before a caller sends, the service hears nothing', async () => {
      expect(await crash(shop.orders, { when: 'before', action: 'request-sent' })).toBe(
        'ECONNRESET',
      );
      expect(shop.seen()).toEqual([]);
    });

    test('after a caller has sent, the service has the request', async () => {
      expect(await crash(shop.orders, { when: 'after', action: 'request-sent' })).toBe(
        'ECONNRESET',
      );
      await shop.saw('GET /ada');
    });

    test('before and after a caller has the reply, nobody hears of it', async () => {
      for (const when of ['before', 'after'] as const) {
        if (when === 'after') shop = await openShop(lab);
        expect(await crash(shop.orders, { when, action: 'reply-received' })).toBe('ECONNRESET');
        await shop.saw('GET /ada');
      }
    });

    test('counts the calls that it is about', async () => {
      await shop.users.crashAt({
        when: 'before',
        action: 'reply-sent',
        method: 'POST',
        path: '/charge*',
        nth: 2,
      });
      expect(await shop.call('/charge/1?method=POST')).toBe('200 3');
      expect(await shop.call('/ada')).toBe('200 3');
      expect(await shop.call('/charge/2?method=POST')).toBe('none ECONNRESET');
    });

    test('a point that cannot be is refused in words', async () => {
      const nowhere = shop.users.crashAt({ when: 'before', action: 'fsync', path: '/ada' });
      await expect(nowhere).rejects.toMatchObject({
        name: 'FaultError',
        message: 'crashAt: fsync concerns no call: name a file.',
      });
    });
  });

  describe('at an action on its disk', () => {
    const left = async (point: CrashInput) => {
      const first = await lab.run(JOURNAL);
      await first.crashAt(point);
      await lab.fetch(first, '/', { method: 'POST' }).catch(() => undefined);
      expect(await first.exited).toEqual(KILLED);
      expect(lab.printed(first.id, 'stdout')).toBe('');
      return lab.text(await lab.start());
    };

    test.each([
      ['before', { action: 'append', file: 'journal' }, 'journal='],
      ['after', { action: 'append', file: 'journal' }, 'journal=one '],
      ['before', { action: 'fsync', file: 'journal' }, 'journal=one '],
      ['after', { action: 'fsync', file: 'journal' }, 'journal=one '],
      ['before', { action: 'rename', file: 'table' }, 'journal=one ;table.new=two'],
      ['after', { action: 'rename', file: 'table' }, 'journal=one ;table=two'],
      ['before', { action: 'append', file: 'journal', nth: 2 }, 'journal=one ;table=two'],
      ['after', { action: 'append', file: 'journal', nth: 2 }, 'journal=one three;table=two'],
    ] as const)('%s %o', async (when, action, files) => {
      expect(await left({ when, ...action })).toBe(files);
    });
  });

  describeOf('power loss', exceptions)('when the power is cut', () => {
    test('what was fsynced is kept, and what was renamed and its directory fsynced', async () => {
      const first = await lab.run(JOURNAL);
      await lab.text(first, '/', { method: 'POST' });
      await first.losePower();
      expect(await first.exited).toEqual(KILLED);
      expect(lab.events('power-lost')).toMatchObject([{ instance: first.id, point: null }]);
      const files = await lab.text(await lab.start());
      // The last append was not synced: any beginning of it may be there.
      expect(files).toMatch(/^journal=one t?h?r?e?e?;table=(two)?/);
    });

    test('a name that no fsync has kept is gone', async () => {
      const first = await lab.run(`${JOURNAL}\nwriteFileSync('lost', 'x');\n`);
      await first.losePower();
      await first.exited;
      await lab.sync(JOURNAL);
      expect(await lab.text(await lab.start())).toBe('');
    });
  });

  test('where power cannot be cut, that is said', async () => {
    const hello = await lab.run(JOURNAL);
    const cut = hello.losePower();
    const sentence = exceptions['power loss'];
    if (sentence === undefined) {
      await cut;
      return;
    }
    await expect(cut).rejects.toMatchObject({ name: 'SandboxError', code: 'not-available' });
    expect(await lab.text(hello)).toBe('');
  });
}
