import type { Plugin } from 'vite';
import { packageStore } from '../../compile/packages/store.ts';
import { registryCode } from '../registry/build.ts';
import { bundleAll } from './build/bundle.ts';

/** Their types are in container-modules.d.ts. */
const FILES = 'virtual:brownout/container-files';
const PACKAGES = 'virtual:brownout/container-packages';

/** What a page needs that runs services in a WebContainer: texts to mount, fetched when it is chosen. */
export function webcontainerSandbox(): Plugin {
  return {
    name: 'brownout:webcontainer',
    resolveId: (id) => (id === FILES || id === PACKAGES ? `\0${id}` : null),
    async load(id) {
      if (id === `\0${FILES}`) {
        const [{ bundles, files }, registry] = await Promise.all([bundleAll(), registryCode()]);
        const code = `export default ${JSON.stringify({ ...bundles, registry })};`;
        return { code, meta: { bundledFiles: files } };
      }
      if (id !== `\0${PACKAGES}`) return null;
      return `export default new Map(${JSON.stringify([...(await packageStore())])});`;
    },
  };
}
