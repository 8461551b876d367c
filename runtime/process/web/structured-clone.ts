import { missingArguments } from './arguments.ts';
import type { DOMException } from './dom-exception.ts';

/** The engine's structuredClone, whose errors are of the class that the process knows. */
export function structuredCloneFor(Exception: typeof DOMException) {
  const native = globalThis.structuredClone;
  return function structuredClone(
    ...args: [value?: unknown, options?: StructuredSerializeOptions]
  ): unknown {
    if (args.length === 0) throw missingArguments('value');
    const [value, options] = args;
    try {
      return native(value, options);
    } catch (error) {
      const { name, message } = error as Error;
      if (name !== 'DataCloneError') throw error;
      throw new Exception(withoutPrefix(message), name);
    }
  };
}

/** Chromium begins its messages with the name of the call. */
function withoutPrefix(message: string): string {
  return message.replace(/^Failed to execute '\w+' on '\w+': /, '');
}
