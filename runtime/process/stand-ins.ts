import { BUILTIN_ADVICE } from './builtins/catalogue.ts';
import { notAvailable } from './errors/not-available.ts';

/**
 * A module of Node with stand-ins for those names that it lacks: calling one says what is missing.
 * For packages: they import all that they could ever need, such as HTTP/2 servers, and must load
 * for the sake of what a service does need. (Of a learner's own import the compiler says it.)
 * `exports` is undefined when the whole module is not here.
 */
export function withStandIns(
  builtin: string,
  exports: object | undefined,
  names: readonly string[],
): object {
  const advice = BUILTIN_ADVICE[builtin] ?? '';
  const missing = names.map((name) => [name, notAvailable(`${builtin}.${name}`, advice)] as const);
  return { ...Object.fromEntries(missing), ...exports };
}
