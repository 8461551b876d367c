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
