import { type ParserPlugin, parse as parseWithBabel } from '@babel/parser';
import { diagnose } from '../diagnose/diagnose.ts';
import type { Diagnostic } from '../types.ts';
import type { Program } from './ast.ts';

export type Parsed =
  | { readonly ok: true; readonly program: Program }
  | { readonly ok: false; readonly diagnostic: Diagnostic };

/** Parses a module: TypeScript by its file's ending, JavaScript otherwise. */
export function parse(file: string, source: string): Parsed {
  const language = isTypeScript(file) ? 'typescript' : 'javascript';
  try {
    return { ok: true, program: parseAs(language, source) };
  } catch (error) {
    if (!isParseError(error)) throw error;
    const looksLikeTypeScript = language === 'javascript' && parses('typescript', source);
    const hint = looksLikeTypeScript
      ? `This is TypeScript in a JavaScript file: name it ${file.replace(/js$/, 'ts')}.`
      : insteadOf(error, source);
    const problem = {
      at: error.pos,
      code: 'syntax',
      message: cleaned(error.message),
      hint,
    } as const;
    return { ok: false, diagnostic: diagnose(file, source, problem) };
  }
}

/** Parses JavaScript that is known to be right, because it was made from a module that parsed. */
export function parseJavaScript(file: string, code: string): Program {
  try {
    return parseAs('javascript', code);
  } catch (error) {
    throw new Error(`${file} lost its meaning with its types; this is a fault of Brownout's.`, {
      cause: error,
    });
  }
}

function isTypeScript(file: string): boolean {
  return /\.m?ts$/.test(file);
}

type Language = 'typescript' | 'javascript';

const PLUGINS: Record<Language, ParserPlugin[]> = {
  // Decorators are parsed so that they can be refused by name.
  typescript: ['typescript', 'decorators-legacy'],
  javascript: [],
};

function parseAs(language: Language, source: string): Program {
  return parseWithBabel(source, {
    sourceType: 'module',
    plugins: PLUGINS[language],
    attachComment: false,
    createParenthesizedExpressions: true,
  }).program;
}

function parses(language: Language, source: string): boolean {
  try {
    parseAs(language, source);
    return true;
  } catch {
    return false;
  }
}

interface ParseError extends SyntaxError {
  readonly pos: number;
  readonly reasonCode?: string;
  readonly missingPlugin?: readonly string[];
}

function isParseError(error: unknown): error is ParseError {
  return error instanceof SyntaxError && 'pos' in error && typeof error.pos === 'number';
}

/** What to write for syntax that Babel knows and the engines do not, and where its words say too little. */
function insteadOf(
  { message, pos, reasonCode, missingPlugin = [] }: ParseError,
  source: string,
): string {
  if (reasonCode === 'ImportAttributesUseAssert') return "Write `with { type: 'json' }`.";
  if (reasonCode === 'UnexpectedReservedWord' && message.includes("'await'")) {
    return 'Write `async` before the function that waits here.';
  }
  if (pos >= source.trimEnd().length)
    return 'Something is not closed yet: look for a missing } or ).';
  if (!missingPlugin.includes('decoratorAutoAccessors')) return '';
  return 'Declare a field, or write `get` and `set`.';
}

/** Babel ends its messages with `(line:column)`, counted from 0, and tells of its own plugins. */
function cleaned(message: string): string {
  if (/parser plugin/.test(message)) return 'This syntax is not part of JavaScript yet.';
  return message.replace(/\s*\(\d+:\d+\)$/, '');
}
