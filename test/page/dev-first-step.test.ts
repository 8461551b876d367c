import { describe } from 'vitest';
import { testsFirstStep } from './first-step.ts';
import { devSite } from './sites.ts';

/** It serves the same page as is built: `npm run test:all` looks at all of it. */
const inFull = process.env.BROWNOUT_LONG === '1';

describe('A learner at the dev server', () => {
  testsFirstStep(devSite, { inFull });
});
