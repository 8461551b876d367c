/**
 * `npm run test:webcontainer`: the sandbox's contract against WebContainer itself, whose engine is
 * hosted. Where that cannot be reached nothing is run, and nothing counts as passed.
 */
import { join } from 'node:path';
import { startVitest } from 'vitest/node';

const ENGINE = 'https://stackblitz.com/headless?version=1.6.4';
const REACH_LIMIT_MS = 10_000;
/** Neither passed (0) nor failed (1). */
const NOT_RUN = 2;

const whyNot = await whyUnreachable();
if (whyNot === null) {
  const config = join(import.meta.dirname, 'vitest.config.ts');
  const vitest = await startVitest('test', [], { config, watch: false });
  await vitest.close();
} else {
  console.log(`not run: no network (${new URL(ENGINE).host} cannot be reached: ${whyNot})`);
  process.exitCode = NOT_RUN;
}

/** Null when the engine's host answers. */
async function whyUnreachable(): Promise<string | null> {
  try {
    const signal = AbortSignal.timeout(REACH_LIMIT_MS);
    const response = await fetch(ENGINE, { signal });
    await response.arrayBuffer();
    return response.ok ? null : `it answers ${response.status}`;
  } catch (error) {
    const { message, cause } = error as Error & { cause?: { code?: string } };
    return cause?.code ?? message;
  }
}
