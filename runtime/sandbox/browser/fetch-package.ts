import { metered, meteredWithContext, plain, withContext } from 'virtual:brownout/packages';
import type { FetchPackage } from '../linked-program.ts';

/** The vetted packages, and the registry. The browser keeps what it has fetched once. */
export const fetchPackage: FetchPackage = async (name, { asyncContext, metered: isMetered }) => {
  const counted = asyncContext ? meteredWithContext : metered;
  const uncounted = asyncContext ? withContext : plain;
  const fetchers = isMetered ? counted : uncounted;
  return Object.hasOwn(fetchers, name) ? ((await fetchers[name]?.())?.default ?? []) : [];
};
