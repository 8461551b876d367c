/** node:util. https://nodejs.org/docs/latest-v20.x/api/util.html */
import {
  format,
  formatWithOptions,
  inspect,
  stripVTControlCharacters,
} from 'node-inspect-extracted';
import { isDeepStrictEqual } from '../assert/index.ts';
import { invalidArgument } from '../errors/node-error.ts';
import { createParseArgs } from '../parse-args.ts';
import type { Process } from '../process/process.ts';
import { createStyleText } from '../style-text.ts';
import { TextDecoder } from '../web/encoding/text-decoder.ts';
import { debuglogFor } from './debuglog.ts';
import { deprecateFor } from './deprecate.ts';
import { callbackify, promisify } from './promisify.ts';
import './inspect-defaults.ts';
import { getSystemErrorMap, getSystemErrorName } from './system-errors.ts';
import { types } from './types.ts';

type AnyFunction = (...args: unknown[]) => unknown;

/** The namespace of node:util for one process, whose arguments, environment and output it uses. */
export function createUtil(process: Process) {
  const debuglog = debuglogFor(process);
  return {
    callbackify,
    debug: debuglog,
    debuglog,
    deprecate: deprecateFor(process),
    format,
    styleText: createStyleText(process),
    formatWithOptions,
    getSystemErrorMap,
    getSystemErrorName,
    inherits,
    inspect,
    isArray: Array.isArray,
    isDeepStrictEqual,
    promisify,
    stripVTControlCharacters,
    toUSVString: (text: unknown) => `${text}`.replace(LONE_SURROGATE, '\ufffd'),
    types,
    parseArgs: createParseArgs(() => process.argv.slice(2)),
    TextDecoder,
    TextEncoder: globalThis.TextEncoder,
    aborted,
  };
}

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function inherits(maker: AnyFunction, parent: AnyFunction): void {
  if (typeof maker !== 'function') throw invalidArgument('ctor', 'of type function', maker);
  if (typeof parent !== 'function') throw invalidArgument('superCtor', 'of type function', parent);
  if (parent.prototype === undefined) {
    throw invalidArgument('superCtor.prototype', 'of type object', undefined);
  }
  Object.defineProperty(maker, 'super_', { value: parent, writable: true, configurable: true });
  Object.setPrototypeOf(maker.prototype, parent.prototype);
}

/** Resolves when the signal aborts. The resource is what must live for as long as it is asked. */
async function aborted(signal: AbortSignal, resource: object): Promise<void> {
  if (signal === undefined) throw invalidArgument('signal', 'an instance of AbortSignal', signal);
  if (typeof resource !== 'object' || resource === null) {
    throw invalidArgument('resource', 'of type object', resource);
  }
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
