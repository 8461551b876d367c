import { linkPackage } from '../../compile/packages/linked-package.ts';
import { packageStore } from '../../compile/packages/store.ts';
import type { FetchPackage } from '../linked-program.ts';
import { registryFiles } from '../registry/build.ts';
import { REGISTRY_ENTRY } from '../registry/entry.ts';

const linked = new Map<string, ReturnType<FetchPackage>>();

/** Packages as they are installed, in Node; bundled and linked once. */
export const fetchPackage: FetchPackage = (name, options) => {
  if (name === REGISTRY_ENTRY) return registryFiles();
  const key = `${name} ${options.asyncContext} ${options.metered}`;
  const known = linked.get(key);
  if (known !== undefined) return known;
  const linking = packageStore().then((store) => linkPackage(store.get(name) ?? [], options));
  linked.set(key, linking);
  return linking;
};
