import { describe, test } from 'vitest';
import { testsFirstStep } from './first-step.ts';
import { devSite } from './sites.ts';
import { opened, visits } from './visits.ts';

describe('A learner at the dev server', () => {
  // It serves the same page as is built, module by module, which takes its time.
  if (process.env.BROWNOUT_LONG === '1') return testsFirstStep(devSite);

  const arrives = visits(opened(devSite));
  test('runs a service, asks it, and has it checked', async () => {
    const learner = await arrives();
    await learner.editorIsReady();
    await learner.press('Run');
    await learner.seesInstance('hello-1', 'running');
    await learner.press('Send');
    await learner.sees('Request', 'Hello, World!');
    await learner.press('Check');
    await learner.sees('Verdict', 'should answer "Hello, Ada!", but answered "Hello, World!"');
  });
});
