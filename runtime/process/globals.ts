import { Buffer } from 'buffer';
import { currentConsole } from './console/index.ts';
import { queueMicrotask } from './loop.ts';
import {
  Performance,
  PerformanceEntry,
  PerformanceMark,
  PerformanceMeasure,
} from './process/performance.ts';
import { currentProcess } from './process/process.ts';
import {
  clearImmediate,
  clearInterval,
  clearTimeout,
  setImmediate,
  setInterval,
  setTimeout,
} from './timers/index.ts';
import { checkCallback } from './timers/timeout.ts';
import { atob, btoa } from './web/base64.ts';
import type { WebGlobals } from './web/index.ts';
import { structuredCloneFor } from './web/structured-clone.ts';

/** What the globals share with the builtins of the same process. */
export interface GlobalParts {
  readonly web: WebGlobals;
  readonly performance: object;
  readonly builtin: (name: string) => object | undefined;
}

/** The globals of Node that the engine does not have, or has in a form of its own. */
export function createGlobals(parts: GlobalParts): Readonly<Record<string, unknown>> {
  const { web, performance, builtin } = parts;
  return {
    ...web,
    Buffer,
    atob,
    btoa,
    clearImmediate,
    clearInterval,
    clearTimeout,
    console: currentConsole(),
    crypto: (builtin('crypto') as { webcrypto: object }).webcrypto,
    performance,
    Performance,
    PerformanceEntry,
    PerformanceMark,
    PerformanceMeasure,
    process: currentProcess(),
    queueMicrotask(callback: unknown) {
      checkCallback(callback);
      queueMicrotask(() => callback());
    },
    setImmediate,
    setInterval,
    setTimeout,
    structuredClone: structuredCloneFor(web.DOMException),
  };
}

/**
 * Globals of the engine that Node has as well, besides JavaScript's own. Whatever else a place has
 * (a Worker's `postMessage`, `indexedDB`, `navigator`) is no part of Node and must be hidden.
 */
export const SHARED_WITH_NODE: readonly string[] = ['TextEncoder'];
