import { portsOf, SERVICE_URL } from '../course/services.ts';
import type { DeclaredService } from '../course/step.ts';
import type { Registry, ServiceSpec } from '../sandbox/index.ts';

/** How long a service may take to listen, in milliseconds. */
const START_LIMIT_MS = 10_000;

/**
 * Every instance of a step's services, in the order in which they are to be started: each with its
 * port, its disk, and an environment that names the registry and the services that it is to call.
 */
export function plannedInstances(
  services: readonly DeclaredService[],
  registry: Pick<Registry, 'env'> | null,
): readonly PlannedInstance[] {
  const found = registryVariables(registry);
  return services.flatMap((service) =>
    portsOf(service).map((port, index) => ({
      service: service.name,
      entry: service.entry,
      port,
      env: { ...found, ...withUrls(service.env, services) },
      volume: `${service.name}-${index + 1}`,
      startTimeoutMs: START_LIMIT_MS,
    })),
  );
}

export interface PlannedInstance extends ServiceSpec {
  readonly port: number;
}

/** Those of its parts that the step uses. */
function registryVariables(registry: Pick<Registry, 'env'> | null): ServiceSpec['env'] {
  return Object.fromEntries(
    Object.entries(registry?.env ?? {}).filter(([, value]) => value !== ''),
  );
}

/** Puts the URL of a service's first instance for each `{name}`. The course knows all names. */
function withUrls(
  env: DeclaredService['env'],
  services: readonly DeclaredService[],
): ServiceSpec['env'] {
  const url = (whole: string, name: string) => {
    const service = services.find((one) => one.name === name);
    return service === undefined ? whole : `http://127.0.0.1:${service.port}`;
  };
  return Object.fromEntries(
    Object.entries(env).map(([variable, text]) => [variable, text.replace(SERVICE_URL, url)]),
  );
}
