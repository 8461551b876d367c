import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { WAIT_LIMIT_MS } from '../../../test/support/limits.ts';

test('npm start on a port that is taken says so at once and ends with exit code 1', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  try {
    await new Promise((done) => other.once('listening', done));
    const { port } = other.address() as AddressInfo;
    const { code, stdout, stderr } = await npmStart({ PORT: String(port) });
    expect(stderr).toBe(
      `Port ${port} is in use. Set PORT to another one, or leave it out to get a free one.\n`,
    );
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  } finally {
    other.close();
  }
});

interface Ended {
  readonly code: unknown;
  readonly stdout: string;
  readonly stderr: string;
}

/** What the script of package.json runs, to its end. */
function npmStart(env: Readonly<Record<string, string>>): Promise<Ended> {
  const main = join(import.meta.dirname, 'main.ts');
  const options = { env: { ...process.env, ...env }, timeout: WAIT_LIMIT_MS };
  return new Promise((done) => {
    execFile(process.execPath, ['--import', 'tsx', main], options, (error, stdout, stderr) => {
      done({ code: error?.code ?? 0, stdout, stderr });
    });
  });
}
