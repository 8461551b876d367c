/**
 * How the web's objects print. The method that `util.inspect` looks for gets the function itself
 * as its third argument, so nothing here depends on an implementation of it.
 */
export const inspectCustom: unique symbol = Symbol.for('nodejs.util.inspect.custom') as never;

export interface InspectOptions {
  depth?: number | null;
}

export type Inspect = (value: unknown, options?: InspectOptions) => string;

/** `Name { … }`, one level deeper than the object it stands for; the bare name below the limit. */
export function inspectAs(
  name: string,
  members: object,
  depth: number,
  options: InspectOptions,
  inspect: Inspect,
): string {
  if (depth < 0) return name;
  const deeper = typeof options.depth === 'number' ? options.depth - 1 : (options.depth ?? null);
  return `${name} ${inspect(members, { ...options, depth: deeper })}`;
}
