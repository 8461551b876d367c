import type { Expression, Match, Operator } from './expression.ts';
import { FilterError } from './filter-error.ts';
import { Scanner } from './scanner.ts';
import { readSelector, readValue, skipBlanks } from './words.ts';

/** Characters of a filter, and parentheses in one another, that are read. */
const MAX_LENGTH = 8192;
const MAX_DEPTH = 128;

/** Reads a filter. Throws a `FilterError` with the real parser's text. */
export function parseFilter(text: string): Expression {
  if (text.length > MAX_LENGTH) throw new FilterError('The filter is too long.');
  const scanner = new Scanner(text);
  skipBlanks(scanner);
  const expression = new Grammar(scanner).either(0);
  skipBlanks(scanner);
  if (expression === null || !scanner.end() || scanner.hasErrors) {
    throw new FilterError(scanner.problem());
  }
  return expression;
}

class Grammar {
  readonly #scanner: Scanner;

  constructor(scanner: Scanner) {
    this.#scanner = scanner;
  }

  either(depth: number): Expression | null {
    if (depth > MAX_DEPTH) throw new FilterError('The filter is nested too deeply.');
    return this.#joined(
      'or',
      () => this.#both(depth),
      () => this.either(depth + 1),
    );
  }

  #both(depth: number): Expression | null {
    if (depth > MAX_DEPTH) throw new FilterError('The filter is nested too deeply.');
    return this.#joined(
      'and',
      () => this.#not(depth),
      () => this.#both(depth + 1),
    );
  }

  #joined(
    word: 'and' | 'or',
    first: () => Expression | null,
    rest: () => Expression | null,
  ): Expression | null {
    const left = first();
    if (left === null) return null;
    const right = this.#scanner.attempt(() => (this.#wordThenBlank(word) ? rest() : null));
    return right === null ? left : { kind: word, left, right };
  }

  #not(depth: number): Expression | null {
    if (depth > MAX_DEPTH) throw new FilterError('The filter is nested too deeply.');
    const operand = this.#scanner.attempt(() => {
      if (!this.#scanner.literal('not') || !skipBlanks(this.#scanner)) return null;
      return this.#not(depth + 1);
    });
    if (operand === null) return this.#grouped(depth);
    return operand.kind === 'not' ? operand.operand : { kind: 'not', operand };
  }

  #grouped(depth: number): Expression | null {
    const group = this.#scanner.attempt(() => {
      if (!this.#scanner.literal('(')) return null;
      skipBlanks(this.#scanner);
      const inner = this.either(depth + 1);
      if (inner === null) return null;
      skipBlanks(this.#scanner);
      if (this.#scanner.literal(')')) return inner;
      return this.#scanner.report('grouping', 'Unmatched parentheses');
    });
    return group ?? this.#match();
  }

  #match(): Match | null {
    return (
      this.#scanner.attempt(() => this.#selectorFirst()) ??
      this.#scanner.attempt(() => this.#valueFirst())
    );
  }

  #selectorFirst(): Match | null {
    const selector = readSelector(this.#scanner);
    if (selector === null) return null;
    const compared = this.#scanner.attempt(() => {
      const operator = this.#comparison();
      const value = operator === null ? null : readValue(this.#scanner);
      return operator === null || value === null ? null : { operator, value };
    });
    if (compared !== null) return { kind: 'match', selector, ...compared };
    const operator = this.#firstOf([
      ['Is Empty', () => this.#words('is', 'empty')],
      ['Is Not Empty', () => this.#words('is', 'not', 'empty')],
    ]);
    return operator === null ? null : { kind: 'match', selector, operator, value: '' };
  }

  #valueFirst(): Match | null {
    const value = readValue(this.#scanner);
    if (value === null) return null;
    const operator = this.#firstOf([
      ['In', () => this.#wordThenBlank('in')],
      ['Not In', () => this.#words('not') && this.#wordThenBlank('in')],
    ]);
    if (operator === null) return null;
    const selector = readSelector(this.#scanner);
    if (selector === null) return this.#scanner.report('match', 'Invalid selector');
    return { kind: 'match', selector, operator, value };
  }

  #comparison(): Operator | null {
    return this.#firstOf([
      ['Equal', () => this.#symbol('==')],
      ['Not Equal', () => this.#symbol('!=')],
      ['In', () => this.#wordThenBlank('contains')],
      ['Not In', () => this.#words('not') && this.#wordThenBlank('contains')],
      ['Matches', () => this.#wordThenBlank('matches')],
      ['Not Matches', () => this.#words('not') && this.#wordThenBlank('matches')],
    ]);
  }

  #firstOf(choices: readonly (readonly [Operator, () => boolean])[]): Operator | null {
    for (const [operator, read] of choices) {
      if (this.#scanner.attempt(() => (read() ? true : null)) !== null) return operator;
    }
    return null;
  }

  #symbol(symbol: string): boolean {
    skipBlanks(this.#scanner);
    if (!this.#scanner.literal(symbol)) return false;
    skipBlanks(this.#scanner);
    return true;
  }

  #words(...words: readonly string[]): boolean {
    return words.every((word) => skipBlanks(this.#scanner) && this.#scanner.literal(word));
  }

  #wordThenBlank(word: string): boolean {
    return this.#words(word) && skipBlanks(this.#scanner);
  }
}
