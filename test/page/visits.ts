import type { Browser } from 'playwright/test';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { Learner, startBrowser } from './learner.ts';
import type { Site } from './sites.ts';

/** A site and a browser, open while the tests of a file or a group run. */
export interface Opened {
  readonly site: Site;
  readonly browser: Browser;
}

/** To be called where tests are collected; what it gives is there once they run. */
export function opened(open: () => Promise<Site>): Opened {
  let site: Site;
  let browser: Browser;
  beforeAll(async () => {
    [site, browser] = await Promise.all([open(), startBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });
  return {
    get site() {
      return site;
    },
    get browser() {
      return browser;
    },
  };
}

/** Gives what brings a learner to the site. They leave after the test, and must have met no error. */
export function visits(at: Opened): () => Promise<Learner> {
  let learner: Learner;
  afterEach(async () => {
    const { strayRequests, pageErrors } = learner;
    await learner.leave();
    expect({ strayRequests, pageErrors }).toEqual({ strayRequests: [], pageErrors: [] });
  });
  return async () => {
    learner = await Learner.at(at.browser, at.site.url);
    return learner;
  };
}
