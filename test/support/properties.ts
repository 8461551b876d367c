import fc from 'fast-check';
import { vi } from 'vitest';
import { WAIT_LIMIT_MS } from './limits.ts';
import { IS_LONG } from './long.ts';

/**
 * fast-check as every property test here uses it. `npm test` draws the same cases each time;
 * `npm run test:all` draws others each time, and what fails names its seed, with which
 * `BROWNOUT_SEED=… npm run test:all` draws them again.
 */
export { fc, IS_LONG };

const { BROWNOUT_SEED } = import.meta.env;

const SEED = 20_240_229;
/** Beyond what even the slowest machine takes for all cases. */
const LIMIT_MS = IS_LONG ? 15 * 60_000 : 5 * 60_000;

vi.setConfig({ testTimeout: LIMIT_MS });

fc.configureGlobal({
  ...seed(),
  // A test that its limit ends tells nothing of the case that failed: so simplifying it ends before.
  interruptAfterTimeLimit: LIMIT_MS - 2 * WAIT_LIMIT_MS,
  markInterruptAsFailure: true,
});

function seed(): { readonly seed?: number } {
  if (BROWNOUT_SEED === undefined || BROWNOUT_SEED === '') return IS_LONG ? {} : { seed: SEED };
  if (/^-?\d+$/.test(BROWNOUT_SEED)) return { seed: Number(BROWNOUT_SEED) };
  throw new RangeError(`BROWNOUT_SEED is ${BROWNOUT_SEED}: give the whole number that failed.`);
}
