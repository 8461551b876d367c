import { inspect } from 'node-inspect-extracted';
import { invalidValue } from './errors/argument-error.ts';
import { invalidArgument } from './errors/node-error.ts';

export interface StyleTextHost {
  /** The stream that is asked for colours when none is given. */
  readonly stdout: { readonly isTTY?: boolean | undefined };
  readonly env: Readonly<Record<string, string | undefined>>;
}

type Codes = readonly [on: number, off: number];

const COLOURS = inspect.colors as unknown as Readonly<Record<string, Codes>>;

/** Values of FORCE_COLOR that ask for colours. */
const FORCED = ['', '1', 'true', '2', '3'];

/**
 * util.styleText: wraps text in the escape codes of a format, or of several. As in Node 20 a single
 * format is left out where the stream shows no colours; a list of formats is always applied.
 */
export function createStyleText({ stdout, env }: StyleTextHost) {
  function showsColours(stream: { isTTY?: boolean | undefined }): boolean {
    if (env.FORCE_COLOR !== undefined) return FORCED.includes(env.FORCE_COLOR);
    return stream.isTTY === true;
  }

  return function styleText(
    format: unknown,
    text: unknown,
    { validateStream = true, stream = stdout }: StyleTextOptions = {},
  ): string {
    if (typeof text !== 'string') throw invalidArgument('text', 'of type string', text);
    if (typeof validateStream !== 'boolean') {
      throw invalidArgument('options.validateStream', 'of type boolean', validateStream);
    }
    if (validateStream && !isStream(stream)) {
      const expected = 'an instance of ReadableStream, WritableStream, or Stream';
      throw invalidArgument('stream', expected, stream);
    }
    const codes = (Array.isArray(format) ? format : [format]).map(codesOf);
    if (!Array.isArray(format) && validateStream && !showsColours(stream as object)) return text;
    return codes.reduceRight(
      (inner, [on, off]) => `${escapeCode(on)}${inner}${escapeCode(off)}`,
      text,
    );
  };
}

interface StyleTextOptions {
  readonly validateStream?: unknown;
  readonly stream?: unknown;
}

function codesOf(format: unknown): Codes {
  const codes = Object.hasOwn(COLOURS, String(format)) ? COLOURS[String(format)] : undefined;
  if (codes !== undefined) return codes;
  const names = Object.keys(COLOURS).map((name) => `'${name}'`);
  throw invalidValue('format', format, `must be one of: ${names.join(', ')}`);
}

function isStream(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return 'on' in value || 'getReader' in value || 'getWriter' in value;
}

function escapeCode(code: number): string {
  return `\u001b[${code}m`;
}
