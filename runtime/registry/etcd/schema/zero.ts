import type { Field } from './schema.ts';

const NONE: readonly never[] = Object.freeze([]);

/** What a member is when it was not sent. */
export function zeroOf({ kind, repeated }: Pick<Field, 'kind' | 'repeated'>): unknown {
  if (repeated) return NONE;
  switch (kind.is) {
    case 'bytes':
    case 'string':
      return '';
    case 'bool':
      return false;
    case 'enum':
      return kind.of.values[0];
    case 'message':
      return undefined;
    case 'id64':
    case 'uid64':
      return 0n;
    default:
      return 0;
  }
}

/** Whether a member is not to be written, since it has its zero value. */
export function isZero({ kind, repeated }: Field, value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (repeated) return (value as readonly unknown[]).length === 0;
  if (kind.is === 'message') return false;
  return !value || (kind.is === 'enum' && value === kind.of.values[0]);
}
