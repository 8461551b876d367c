/**
 * Limits are there so that a test that hangs ends, never to judge how fast it was: they are the same
 * for all tests, and far beyond what any of them takes on a slow machine that has much else to do.
 */

/** After this long, what a test waits for will not come any more. */
export const WAIT_LIMIT_MS = 60_000;

/** A test may wait for several things, one after the other. */
export const TEST_LIMIT_MS = 2 * WAIT_LIMIT_MS;

/** What Vitest is told of them, in each project. */
export const TEST_LIMITS = {
  testTimeout: TEST_LIMIT_MS,
  hookTimeout: TEST_LIMIT_MS,
  expect: { poll: { timeout: WAIT_LIMIT_MS } },
} as const;
