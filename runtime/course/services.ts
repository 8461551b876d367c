import { REGISTRY_PORTS, REGISTRY_SERVICE } from '../sandbox/registry/entry.ts';
import { CourseError } from './error.ts';
import type { Fields } from './fields.ts';
import type { FrontMatter } from './front-matter.ts';
import type { DeclaredService } from './step.ts';

const SERVICE_NAME = /^[a-z][a-z0-9-]*$/;
const MOST_INSTANCES = 9;

/** One service of a step, as its author declares it. */
export function readService(item: Fields): DeclaredService {
  return {
    name: item.matching('name', SERVICE_NAME, 'lower-case letters, digits and hyphens'),
    entry: item.string('entry'),
    port: item.port('port'),
    instances: item.optional('instances', (name) => item.integer(name, 1, MOST_INSTANCES), 1),
    env: item.optional('env', (name) => item.texts(name), {}),
  };
}

/** The ports on which a service's instances run. */
export function portsOf({ port, instances }: DeclaredService): readonly number[] {
  return Array.from({ length: instances }, (_, index) => port + index);
}

type Declared = Pick<FrontMatter, 'registry' | 'services'>;

/** What each field allows by itself may still not go together. */
export function refuseImpossible(file: string, { registry, services }: Declared): void {
  const names = services.map(({ name }) => name);
  const takenBy = new Map(registry.map((part) => [REGISTRY_PORTS[part], REGISTRY_SERVICE]));
  services.forEach((service, index) => {
    const { name, env } = service;
    if (name === REGISTRY_SERVICE)
      throw new CourseError(file, `a service cannot be called "${name}": that is the registry.`);
    if (names.indexOf(name) !== index)
      throw new CourseError(file, `two services are called "${name}": give each its own name.`);
    for (const port of portsOf(service)) {
      const other = takenBy.get(port);
      if (other !== undefined)
        throw new CourseError(
          file,
          `${name} and ${other} would both have port ${port}: a service takes one for each instance.`,
        );
      takenBy.set(port, name);
    }
    refuseUnknownNames(file, name, env, names);
  });
}

/** `{users}` in a value is the address of a service of this step. */
export const SERVICE_URL = /\{([^{}]*)\}/g;

function refuseUnknownNames(
  file: string,
  service: string,
  env: DeclaredService['env'],
  names: readonly string[],
): void {
  if ('PORT' in env)
    throw new CourseError(file, `env of ${service}: PORT is given to each instance, leave it out.`);
  for (const [variable, value] of Object.entries(env)) {
    const unknown = [...value.matchAll(SERVICE_URL)].find(([, name = '']) => !names.includes(name));
    if (unknown !== undefined)
      throw new CourseError(
        file,
        `env of ${service}: ${variable} names ${unknown[0]}, but this step's services are ${names.join(', ')}.`,
      );
  }
}
