/**
 * util.types: what a value is by its inner nature, whatever its prototype says.
 * https://nodejs.org/docs/latest-v20.x/api/util.html#utiltypes
 */

/** Asks a method that works on one kind of object alone, such as the getter of a Map's size. */
function has(method: ((...args: never[]) => unknown) | undefined, ...args: unknown[]) {
  return (value: unknown): boolean => {
    if (method === undefined || typeof value !== 'object' || value === null) return false;
    try {
      Reflect.apply(method, value, args);
      return true;
    } catch {
      return false;
    }
  };
}

function getter(prototype: object | undefined, name: PropertyKey) {
  return prototype === undefined
    ? undefined
    : Object.getOwnPropertyDescriptor(prototype, name)?.get;
}

const tagged = (tag: string) => (value: unknown) =>
  Object.prototype.toString.call(value) === `[object ${tag}]`;

const typedArrayName = getter(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag) as (
  this: unknown,
) => string | undefined;

const typed = (name: string) => (value: unknown) => typedArrayName.call(value) === name;

const boxed = {
  isNumberObject: has(Number.prototype.valueOf),
  isStringObject: has(String.prototype.valueOf),
  isBooleanObject: has(Boolean.prototype.valueOf),
  isBigIntObject: has(BigInt.prototype.valueOf),
  isSymbolObject: has(Symbol.prototype.valueOf),
};

const isArrayBuffer = has(getter(ArrayBuffer.prototype, 'byteLength'));
const isSharedArrayBuffer = has(
  getter(globalThis.SharedArrayBuffer?.prototype ?? undefined, 'byteLength'),
);
const isObject = (value: unknown) => typeof value === 'object' && value !== null;
const never = () => false;

export const types = {
  isExternal: never,
  isDate: has(Date.prototype.getTime),
  isArgumentsObject: (value: unknown) => isObject(value) && tagged('Arguments')(value),
  ...boxed,
  isNativeError: isError,
  isRegExp: has(getter(RegExp.prototype, 'source')),
  isAsyncFunction: (value: unknown) =>
    typeof value === 'function' && /^Async(Generator)?Function$/.test(kindOf(value)),
  isGeneratorFunction: (value: unknown) =>
    typeof value === 'function' && /^(Async)?GeneratorFunction$/.test(kindOf(value)),
  isGeneratorObject: tagged('Generator'),
  isPromise: (value: unknown) => value instanceof Promise,
  isMap: has(getter(Map.prototype, 'size')),
  isSet: has(getter(Set.prototype, 'size')),
  isMapIterator: tagged('Map Iterator'),
  isSetIterator: tagged('Set Iterator'),
  isWeakMap: has(WeakMap.prototype.has, {}),
  isWeakSet: has(WeakSet.prototype.has, {}),
  isArrayBuffer,
  isDataView: has(getter(DataView.prototype, 'buffer')),
  isSharedArrayBuffer,
  isProxy: never,
  isModuleNamespaceObject: tagged('Module'),
  isAnyArrayBuffer: (value: unknown) => isArrayBuffer(value) || isSharedArrayBuffer(value),
  isBoxedPrimitive: (value: unknown) => Object.values(boxed).some((is) => is(value)),
  isArrayBufferView: (value: unknown) => ArrayBuffer.isView(value),
  isTypedArray: (value: unknown) => typedArrayName.call(value) !== undefined,
  isUint8Array: typed('Uint8Array'),
  isUint8ClampedArray: typed('Uint8ClampedArray'),
  isUint16Array: typed('Uint16Array'),
  isUint32Array: typed('Uint32Array'),
  isInt8Array: typed('Int8Array'),
  isInt16Array: typed('Int16Array'),
  isInt32Array: typed('Int32Array'),
  isFloat32Array: typed('Float32Array'),
  isFloat64Array: typed('Float64Array'),
  isBigInt64Array: typed('BigInt64Array'),
  isBigUint64Array: typed('BigUint64Array'),
  isKeyObject: never,
  isCryptoKey: never,
};

function kindOf(value: object): string {
  return Object.prototype.toString.call(value).slice('[object '.length, -1);
}

function isError(value: unknown): boolean {
  return value instanceof Error || tagged('Error')(value);
}
