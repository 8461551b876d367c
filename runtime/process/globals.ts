import { Buffer } from 'buffer';
import { currentConsole } from './console/index.ts';
import { notAvailable } from './errors/not-available.ts';
import { queueMicrotask } from './loop.ts';
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

const LATER = 'It comes with a later version of this sandbox.';

/**
 * The globals of Node that the engine does not have, or has in a form of its own. What is missing
 * is there as a function that says so: `fetch is not defined` would leave the learner searching.
 */
export function createGlobals(performance: object): Readonly<Record<string, unknown>> {
  return {
    Buffer,
    clearImmediate,
    clearInterval,
    clearTimeout,
    console: currentConsole(),
    performance,
    process: currentProcess(),
    queueMicrotask(callback: unknown) {
      checkCallback(callback);
      queueMicrotask(() => callback());
    },
    setImmediate,
    setInterval,
    setTimeout,
    fetch: notAvailable('fetch', LATER),
    Blob: notAvailable('Blob', 'Use Buffer instead.'),
    File: notAvailable('File', 'Use Buffer instead.'),
    FormData: notAvailable('FormData', LATER),
    Headers: notAvailable('Headers', LATER),
    Request: notAvailable('Request', LATER),
    Response: notAvailable('Response', LATER),
    WebSocket: notAvailable('WebSocket', 'Services here speak HTTP: use node:http.'),
  };
}

/**
 * Globals of the engine that Node has as well, besides JavaScript's own. Whatever else a place has
 * (a Worker's `postMessage`, `indexedDB`, `navigator`) is no part of Node and must be hidden.
 */
export const SHARED_WITH_NODE: readonly string[] = [
  'AbortController',
  'AbortSignal',
  'DOMException',
  'Event',
  'EventTarget',
  'TextDecoder',
  'TextEncoder',
  'URL',
  'URLSearchParams',
  'atob',
  'btoa',
  'structuredClone',
];
