import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ProofError } from '../proofs.ts';
import type { CheckedStep } from '../steps.ts';
import { prove, type Result } from './result.ts';

const run = promisify(execFile);

/** Compiles each step's listing and looks for what Go's own tools call a mistake. */
export async function proveGo(
  steps: readonly CheckedStep[],
  tell: (result: Result) => void,
): Promise<void> {
  const version = await goVersion();
  for (const { step } of steps) {
    const name = `${step.id} Go listing compiles`;
    if (version === null) tell({ outcome: 'not-run', name, why: 'there is no go on the PATH.' });
    else tell(await prove({ name, prove: () => vet(step.goListing) }, version));
  }
}

async function goVersion(): Promise<string | null> {
  try {
    return (await run('go', ['version'])).stdout.trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

async function vet(listing: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'brownout-go-'));
  try {
    await writeFile(join(folder, 'service.go'), listing);
    // No module and no network: only what comes with Go may be imported.
    const env = { ...process.env, GO111MODULE: 'off', GOFLAGS: '', GOPROXY: 'off' };
    await run('go', ['vet', 'service.go'], { cwd: folder, env });
    return 'It compiles.';
  } catch (error) {
    const { stderr } = error as { readonly stderr?: string };
    if (stderr === undefined) throw error;
    throw new ProofError(`go vet says: ${stderr.trim()}`);
  } finally {
    await rm(folder, { recursive: true });
  }
}
