import type { RegistryPlaces } from '../../runtime/play/index.ts';
import { FreePorts, isFree } from '../../runtime/sandbox/node/ports.ts';
import { REGISTRY_PORTS, type RegistryPart } from '../../runtime/sandbox/registry/entry.ts';
import { outsideOf, outsideRegistries } from '../../runtime/sandbox/registry/outside.ts';

/**
 * Where a step's registry is to be: on the ports of Consul and etcd themselves where these are free,
 * so that their tools find it untold, and on others where they are not. Servers that the learner's
 * environment names stand in for it.
 */
export async function registryPlaces(
  parts: readonly RegistryPart[],
  env: NodeJS.ProcessEnv,
): Promise<RegistryPlaces> {
  const others = new FreePorts();
  const port = async (part: RegistryPart) =>
    parts.includes(part) && !(await isFree(REGISTRY_PORTS[part]))
      ? others.next()
      : REGISTRY_PORTS[part];
  return {
    consulPort: await port('consul'),
    etcdPort: await port('etcd'),
    outside: outsideOf(parts, outsideRegistries(env)),
  };
}
