import { inspect } from 'node-inspect-extracted';
import { isOfTheProgram, type TestFailure } from './failure.ts';

const INSPECT_OPTIONS = { colors: false, breakLength: Number.POSITIVE_INFINITY };

/** A value as the YAML that Node's TAP reports have; nothing at all for undefined. */
export function yaml(
  indent: string,
  name: string,
  value: unknown,
  seen: ReadonlySet<unknown> = new Set(),
): string {
  if (value === undefined) return '';
  const prefix = `${indent}  ${name}:`;
  if (value === null) return `${prefix} ~\n`;
  if (typeof value === 'string') return textYaml(indent, prefix, value);
  if (typeof value !== 'object') return `${prefix} ${inspect(value, INSPECT_OPTIONS)}\n`;
  const date = value instanceof Date ? ` ${value.toISOString()}` : '';
  const entries = Object.entries(value);
  const inner = new Set(seen).add(value);
  const lines = entries.map(([key, member]) =>
    inner.has(member)
      ? `${indent}    ${key}: <Circular>\n`
      : yaml(`${indent}  `, key, member, inner),
  );
  return `${prefix}${date}\n${lines.join('')}`;
}

/**
 * Why a test failed: what the program threw, where it threw; the failure itself otherwise.
 * `framesOf` gives the frames of an error's stack that are the program's own.
 */
export function failureYaml(
  indent: string,
  failure: TestFailure,
  framesOf: (error: Error) => readonly string[],
): string {
  const { failureType, cause } = failure;
  const thrown = isOfTheProgram(failure) && isObject(cause) ? (cause as Partial<Thrown>) : {};
  const name = thrown.name ?? failure.name;
  const parts = [
    yaml(indent, 'failureType', failureType),
    yaml(indent, 'error', thrown.message ?? failure.message),
    yaml(indent, 'code', thrown.code ?? failure.code),
    yaml(indent, 'name', name === 'Error' ? undefined : name),
  ];
  if ('expected' in thrown && 'actual' in thrown) {
    parts.push(yaml(indent, 'expected', thrown.expected), yaml(indent, 'actual', thrown.actual));
    parts.push(yaml(indent, 'operator', thrown.operator || undefined));
  }
  const frames = framesOf(thrown instanceof Error ? thrown : failure);
  if (frames.length > 0) {
    parts.push(`${indent}  stack: |-\n`, ...frames.map((frame) => `${indent}    ${frame}\n`));
  }
  return parts.join('');
}

interface Thrown {
  readonly name: string;
  readonly message: string;
  readonly code: unknown;
  readonly expected: unknown;
  readonly actual: unknown;
  readonly operator: string;
}

function textYaml(indent: string, prefix: string, text: string): string {
  const lines = text.split(/\r?\n/);
  if (lines.length === 1) return `${prefix} ${inspect(text, INSPECT_OPTIONS)}\n`;
  return `${prefix} |-\n${lines.map((line) => `${indent}    ${line}\n`).join('')}`;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
