import { invalidArgument } from '../errors/node-error.ts';
import type { Process } from '../process/process.ts';

type AnyFunction = (...args: unknown[]) => unknown;

/** util.deprecate: warns when the function is first called; once for each code. */
export function deprecateFor(process: Process) {
  const warnedOf = new Set<string>();
  return function deprecate(original: AnyFunction, message: string, code?: string): AnyFunction {
    if (code !== undefined && typeof code !== 'string') {
      throw invalidArgument('code', 'of type string', code);
    }
    let warned = false;
    function warn(): void {
      if (warned) return;
      warned = true;
      if (code !== undefined && warnedOf.has(code)) return;
      if (code !== undefined) warnedOf.add(code);
      process.emitWarning(message, { type: 'DeprecationWarning', ...(code && { code }) });
    }
    function deprecated(this: unknown, ...args: unknown[]): unknown {
      warn();
      return new.target
        ? Reflect.construct(original, args, new.target)
        : Reflect.apply(original, this, args);
    }
    Object.setPrototypeOf(deprecated, original);
    if (original.prototype !== undefined) deprecated.prototype = original.prototype;
    return deprecated;
  };
}
