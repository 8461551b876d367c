import { nodePackages } from '../../runtime/compile/packages/for-node.ts';
import { registryCode } from '../../runtime/sandbox/registry/build.ts';
import { bundleAll } from '../../runtime/sandbox/webcontainer/build/bundle.ts';
import type { ContainerFiles } from '../../runtime/sandbox/webcontainer/index.ts';

/** What is mounted into a container, made here and now. */
export async function containerFiles(): Promise<ContainerFiles> {
  const [{ bundles }, registry] = await Promise.all([bundleAll(), registryCode()]);
  return { ...bundles, registry, packages: nodePackages };
}
