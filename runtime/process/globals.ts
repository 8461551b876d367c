import { Buffer } from 'buffer';
import type { BuiltinParts } from './builtins/table.ts';
import { currentConsole } from './console/index.ts';
import { currentWebCrypto } from './crypto/current.ts';
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
import { sharedWeb } from './web/index.ts';
import { structuredCloneFor } from './web/structured-clone.ts';

/** The globals of Node that the engine does not have, or has in a form of its own. */
export function createGlobals({
  web,
  performance,
}: BuiltinParts): Readonly<Record<string, unknown>> {
  const globals: Record<string, unknown> = { ...shared };
  globals.fetch = web.fetch;
  globals.console = currentConsole();
  globals.crypto = currentWebCrypto();
  globals.performance = performance;
  globals.process = currentProcess();
  return globals;
}

/** What all processes have; what each has of its own is filled in. */
const shared: Readonly<Record<string, unknown>> = {
  ...sharedWeb,
  Buffer,
  atob,
  btoa,
  clearImmediate,
  clearInterval,
  clearTimeout,
  console: null,
  crypto: null,
  performance: null,
  Performance,
  PerformanceEntry,
  PerformanceMark,
  PerformanceMeasure,
  process: null,
  queueMicrotask(callback: unknown) {
    checkCallback(callback);
    queueMicrotask(() => callback());
  },
  setImmediate,
  setInterval,
  setTimeout,
  structuredClone: structuredCloneFor(sharedWeb.DOMException),
};

/**
 * Globals of the engine that Node has as well, besides JavaScript's own. Whatever else a place has
 * (a Worker's `postMessage`, `indexedDB`, `navigator`) is no part of Node and must be hidden.
 */
export const SHARED_WITH_NODE: readonly string[] = ['TextEncoder'];
