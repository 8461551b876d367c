/**
 * What programs throw may be anything: a proxy or a getter that throws when it is looked at. Whoever
 * deals with it for the process must not fail in its place.
 */
import { inspect } from 'node-inspect-extracted';

/** `instanceof`; false of what throws when it is asked for its prototype. */
export function isInstance<T>(
  value: unknown,
  of: abstract new (...args: never[]) => T,
): value is T {
  try {
    return value instanceof of;
  } catch {
    return false;
  }
}

/** The value as it is printed, or that it cannot be. */
export function printed(value: unknown): string {
  try {
    return inspect(value);
  } catch {
    return '(an object that throws when it is printed)';
  }
}
