/**
 * Some versions of V8 begin the stack, which begins with the name, while the constructor of Error
 * runs, when there is no name yet. Others write it when it is asked for, which takes long: most never
 * are.
 */
let askedTooEarly = false;

/**
 * Errors of the web platform, such as the reason of an aborted signal. Node's own is no native
 * error object but prints as one; this one prints the same in every engine.
 * https://webidl.spec.whatwg.org/#idl-DOMException
 */
export class DOMException extends Error {
  readonly #name: string;

  constructor(message = '', options: string | { name?: string; cause?: unknown } = 'Error') {
    const named = typeof options === 'object' && options !== null;
    super(`${message}`, named && 'cause' in options ? { cause: options.cause } : undefined);
    this.#name = `${named ? options.name : options}`;
    if (!askedTooEarly) return;
    const stack = this.stack;
    if (stack?.startsWith('Error')) this.stack = this.#name + stack.slice('Error'.length);
  }

  override get name(): string {
    if (#name in this) return this.#name;
    askedTooEarly = true;
    return 'Error';
  }

  get code(): number {
    return CODES.get(this.#name)?.code ?? 0;
  }

  get [Symbol.toStringTag](): string {
    return 'DOMException';
  }
}

const CODES = new Map<string, { constant: string; code: number }>(
  (
    [
      ['IndexSizeError', 'INDEX_SIZE_ERR', 1],
      ['HierarchyRequestError', 'HIERARCHY_REQUEST_ERR', 3],
      ['WrongDocumentError', 'WRONG_DOCUMENT_ERR', 4],
      ['InvalidCharacterError', 'INVALID_CHARACTER_ERR', 5],
      ['NoModificationAllowedError', 'NO_MODIFICATION_ALLOWED_ERR', 7],
      ['NotFoundError', 'NOT_FOUND_ERR', 8],
      ['NotSupportedError', 'NOT_SUPPORTED_ERR', 9],
      ['InUseAttributeError', 'INUSE_ATTRIBUTE_ERR', 10],
      ['InvalidStateError', 'INVALID_STATE_ERR', 11],
      ['SyntaxError', 'SYNTAX_ERR', 12],
      ['InvalidModificationError', 'INVALID_MODIFICATION_ERR', 13],
      ['NamespaceError', 'NAMESPACE_ERR', 14],
      ['InvalidAccessError', 'INVALID_ACCESS_ERR', 15],
      ['TypeMismatchError', 'TYPE_MISMATCH_ERR', 17],
      ['SecurityError', 'SECURITY_ERR', 18],
      ['NetworkError', 'NETWORK_ERR', 19],
      ['AbortError', 'ABORT_ERR', 20],
      ['URLMismatchError', 'URL_MISMATCH_ERR', 21],
      ['QuotaExceededError', 'QUOTA_EXCEEDED_ERR', 22],
      ['TimeoutError', 'TIMEOUT_ERR', 23],
      ['InvalidNodeTypeError', 'INVALID_NODE_TYPE_ERR', 24],
      ['DataCloneError', 'DATA_CLONE_ERR', 25],
    ] as const
  ).map(([name, constant, code]) => [name, { constant, code }]),
);

for (const { constant, code } of CODES.values()) {
  Object.defineProperty(DOMException, constant, { value: code, enumerable: true });
  Object.defineProperty(DOMException.prototype, constant, { value: code, enumerable: true });
}
