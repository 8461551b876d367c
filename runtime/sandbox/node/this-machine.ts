import { NO_POWER_LOSS } from '../errors.ts';
import { registryCode } from '../registry/build.ts';
import { registryGraphOf } from '../registry/graph.ts';
import { spawnChild } from './child.ts';
import { bootMachine } from './machine.ts';
import { packageFiles } from './packages.ts';
import type { Surroundings } from './surroundings.ts';

export const THIS_MACHINE: Surroundings = {
  info: {
    kind: 'node',
    title: 'Node processes on this machine',
    limits: [
      'Services can do whatever a program of yours can do: run only code that you trust.',
      NO_POWER_LOSS,
      'Programs and worker threads that a service starts are outside of the network, as curl is.',
      'Files that a service writes into its working directory outlive it, but not Brownout.',
    ],
  },
  boot: bootMachine,
  spawn: spawnChild,
  registry: async () => registryGraphOf(await registryCode()),
  packages: packageFiles,
};
