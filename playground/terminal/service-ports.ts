import type { DeclaredService } from '../../runtime/course/step.ts';

/**
 * A step's services with the ports on which they run here: the first one on `port`, the others as
 * far from it as the step has them; all as the step has them when `port` is null.
 */
export function servicesAt(
  services: readonly DeclaredService[],
  port: number | null,
): readonly DeclaredService[] {
  const first = services[0];
  if (first === undefined || port === null) return services;
  return services.map((service) => ({ ...service, port: service.port - first.port + port }));
}
