/** Something that Node has and this sandbox has not. The hint says what to use instead. */
export class NotAvailableError extends Error {
  override readonly name = 'NotAvailableError';
  readonly code = 'ERR_NOT_AVAILABLE';
  readonly hint: string;

  constructor(what: string, hint: string) {
    super(`${what} is not available in this sandbox. ${hint}`.trimEnd());
    this.hint = hint;
    // The message already says it: printed errors should not repeat it as a property.
    Object.defineProperty(this, 'hint', { enumerable: false });
  }
}

const standIns = new WeakSet<object>();

/**
 * A function or class that is known to be missing: calling it says so. Code that merely asks
 * `instanceof` it, or extends it, is not disturbed.
 */
export function notAvailable(what: string, hint: string): () => never {
  const name = what.slice(what.lastIndexOf('.') + 1);
  // No arrow function: it could not stand for a class.
  const missing = function missing() {
    throw new NotAvailableError(what, hint);
  };
  Object.defineProperty(missing, 'name', { value: name });
  standIns.add(missing);
  return missing as () => never;
}

/** Whether a value stands for something missing, or was thrown on the way to it. */
export function isNotAvailable(value: unknown): boolean {
  if (typeof value === 'function') return standIns.has(value);
  return value instanceof NotAvailableError;
}
