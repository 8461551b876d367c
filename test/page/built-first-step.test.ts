import { describe } from 'vitest';
import { testsFirstStep } from './first-step.ts';
import { builtSite } from './sites.ts';

describe('A learner at the built site, below a base path', () => testsFirstStep(builtSite));
