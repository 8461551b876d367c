import type { TestFailure } from './failure.ts';
import { failureYaml, yaml } from './yaml.ts';

export interface Result {
  readonly number: number;
  readonly name: string;
  readonly durationMs: number;
  readonly isSuite: boolean;
  readonly directive: Directive;
  /** Where the test stands in its file: `/orders.ts:3:1`. */
  readonly location: string | null;
  readonly failure: TestFailure | null;
}

export type Directive =
  | { readonly kind: 'none' }
  | { readonly kind: 'skip' | 'todo'; readonly reason: string };

/**
 * The report of node:test as Node 20 prints it when its output is no terminal: TAP version 13.
 * https://testanything.org/tap-version-13-specification.html
 */
export class Tap {
  readonly #write: (text: string) => void;
  readonly #framesOf: (error: Error) => readonly string[];
  #begun = false;

  constructor(write: (text: string) => void, framesOf: (error: Error) => readonly string[]) {
    this.#write = write;
    this.#framesOf = framesOf;
  }

  started(nesting: number, name: string): void {
    this.#print(nesting, `# Subtest: ${escaped(name)}\n`);
  }

  finished(nesting: number, result: Result): void {
    const indent = indentOf(nesting);
    const { failure, number, name, durationMs, isSuite, location } = result;
    const status = failure === null ? 'ok' : 'not ok';
    const title = `${status} ${number} ${escaped(`- ${name}`)}${directiveText(result.directive)}\n`;
    this.#print(nesting, title);
    const details = [
      `${indent}  ---\n`,
      yaml(indent, 'duration_ms', durationMs),
      yaml(indent, 'type', isSuite ? 'suite' : undefined),
      yaml(indent, 'location', failure === null ? undefined : (location ?? undefined)),
      failure === null ? '' : failureYaml(indent, failure, this.#framesOf),
      `${indent}  ...\n`,
    ];
    this.#print(0, details.join(''));
  }

  planned(nesting: number, count: number): void {
    this.#print(nesting, `1..${count}\n`);
  }

  diagnostic(nesting: number, message: string): void {
    this.#print(nesting, `# ${escaped(message)}\n`);
  }

  #print(nesting: number, text: string): void {
    const version = this.#begun ? '' : 'TAP version 13\n';
    this.#begun = true;
    this.#write(`${version}${indentOf(nesting)}${text}`);
  }
}

function indentOf(nesting: number): string {
  return '    '.repeat(nesting);
}

function directiveText(directive: Directive): string {
  if (directive.kind === 'none') return '';
  const reason = directive.reason === '' ? '' : ` ${escaped(directive.reason)}`;
  return ` # ${directive.kind.toUpperCase()}${reason}`;
}

const CONTROLS: Readonly<Record<string, string>> = {
  '\b': '\\b',
  '\f': '\\f',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '\v': '\\v',
};

/** `#` begins a directive, so names have it as `\#`. */
function escaped(text: string): string {
  return text
    .replace(/[\b\f\t\n\r\v]/g, (control) => CONTROLS[control] as string)
    .replaceAll('\\', '\\\\')
    .replaceAll('#', '\\#');
}
