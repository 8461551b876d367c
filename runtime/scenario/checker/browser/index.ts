/** Checks in a worker of a closed frame: for the page. It needs no server. */
import frameUrl from 'virtual:brownout/check-frame';
import { checks } from 'virtual:brownout/checks';
import { fetchPackage } from '../../../sandbox/browser/fetch-package.ts';
import { CheckerError } from '../error.ts';
import type { LaunchVessel } from '../vessel.ts';
import { launchFrame } from './frame.ts';

/** Starts frames that serve checks; `CheckJob.check` is what `loadCheck` gives. */
export function frames(): LaunchVessel {
  return (events) => launchFrame(frameUrl, fetchPackage, events);
}

/** The text of a step's check, by the step's folder. */
export async function loadCheck(folder: string): Promise<string> {
  const load = Object.hasOwn(checks, folder) ? checks[folder] : undefined;
  if (load === undefined) {
    throw new CheckerError(
      `There is no check for ${folder} in this site.`,
      'Build the site again.',
    );
  }
  return (await load()).default;
}
