import { test } from 'vitest';
import { devSite } from './sites.ts';
import { opened, visits } from './visits.ts';

const arrives = visits(opened(devSite));

test('at the dev server a learner runs a service, asks it, and has it checked', async () => {
  const learner = await arrives();
  await learner.editorIsReady();
  await learner.press('Run');
  await learner.seesInstance('hello-1', 'running');
  await learner.press('Send');
  await learner.sees('Request', 'Hello, World!');
  await learner.press('Check');
  await learner.sees('Verdict', 'should answer "Hello, Ada!", but answered "Hello, World!"');
});
