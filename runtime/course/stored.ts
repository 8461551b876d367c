import type { Files } from '../compile/types.ts';

/** A field that is not what it should be. The message is a sentence's end: `steps is not an object`. */
export class StoredError extends Error {
  override readonly name = 'StoredError';
}

export type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads what Brownout stored as JSON, and lets `read` check its fields. A version that this Brownout
 * does not know is a problem and never guessed at: a newer one may mean other things by the same names.
 */
export function parseStored<T>(
  text: string,
  version: number,
  read: (fields: Fields) => T,
): { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: string } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { ok: false, problem: 'it is not JSON' };
  }
  try {
    const fields = objectAt(json, 'its content');
    if (fields.version !== version) {
      const found = JSON.stringify(fields.version) ?? 'missing';
      return {
        ok: false,
        problem: `its version is ${found}, and only version ${version} is known`,
      };
    }
    return { ok: true, value: read(fields) };
  } catch (error) {
    if (error instanceof StoredError) return { ok: false, problem: error.message };
    throw error;
  }
}

/** The value as an object, or a StoredError that names it. */
export function objectAt(value: unknown, name: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw new StoredError(`${name} is not an object`);
}

/** The value as a string, or a StoredError that names it. */
export function stringAt(value: unknown, name: string): string {
  if (typeof value === 'string') return value;
  throw new StoredError(`${name} is not a string`);
}

/** The value as source files whose paths stay inside the workspace, or a StoredError. */
export function filesAt(value: unknown, name: string): Files {
  const entries = Object.entries(objectAt(value, name));
  for (const [path, text] of entries) {
    if (!isWorkspacePath(path)) {
      throw new StoredError(`${name} has a path outside the workspace: ${JSON.stringify(path)}`);
    }
    stringAt(text, `${name}[${JSON.stringify(path)}]`);
  }
  return Object.fromEntries(entries) as Files;
}

/** Whether a path is as `Files` has them: relative, `/` between parts, and never out of the folder. */
function isWorkspacePath(path: string): boolean {
  if (/[\\\0]|^[A-Za-z]:/.test(path)) return false;
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}
