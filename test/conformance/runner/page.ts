import { createBrowserSandbox } from '../../../runtime/sandbox/browser/index.ts';
import { observe } from './observe.ts';
import type { Observation, Plan } from './plan.ts';

declare global {
  /** Runs a plan in a browser sandbox of this page: whoever drives the browser calls it. */
  var observePlan: (plan: Plan) => Promise<readonly Observation[]>;
}

globalThis.observePlan = (plan) => observe(createBrowserSandbox(), plan);
