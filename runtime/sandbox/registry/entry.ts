/**
 * The entry of a service that is Brownout's own registry, in place of a file of the workspace. It
 * is no path that a workspace can have, so no file of a learner's is ever taken for it.
 */
export const REGISTRY_ENTRY = 'brownout:registry';

/** Where its one module is, beside the learner's: stacks name it so. */
export const REGISTRY_PATH = 'brownout/registry.js';

/** The registry as a service: its instance is `registry-1`. */
export const REGISTRY_SERVICE = 'registry';

export type RegistryPart = 'consul' | 'etcd';

export const REGISTRY_PARTS: readonly RegistryPart[] = ['consul', 'etcd'];

/** Consul's own port and etcd's own, where nobody else wants them. */
export const REGISTRY_PORTS: Readonly<Record<RegistryPart, number>> = { consul: 8500, etcd: 2379 };
