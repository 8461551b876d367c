import type { Scanner } from './scanner.ts';

/** Whether there was at least one blank. */
export function skipBlanks(scanner: Scanner): boolean {
  return scanner.many('[ \\t\\r\\n]', /[ \t\r\n]/) !== '';
}

/** `Service.Meta["version"]`: the way to a member. */
export function readSelector(scanner: Scanner): string[] | null {
  return scanner.attempt(() => {
    const first = identifier(scanner);
    if (first === null) return null;
    const path = [first];
    for (;;) {
      const next =
        scanner.attempt(() => (scanner.literal('.') ? identifier(scanner) : null)) ??
        scanner.attempt(() => index(scanner));
      if (next === null) return path;
      path.push(next);
    }
  });
}

/** A value: a bare word, a number, or a text in quotes or back-quotes. */
export function readValue(scanner: Scanner): string | null {
  return (
    readSelector(scanner)?.join('.') ??
    scanner.attempt(() => number(scanner)) ??
    scanner.attempt(() => string(scanner))
  );
}

function identifier(scanner: Scanner): string | null {
  const first = scanner.one('[a-zA-Z]', /[a-zA-Z]/);
  return first === null ? null : first + scanner.many('[a-zA-Z0-9_/]', /[a-zA-Z0-9_/]/);
}

function index(scanner: Scanner): string | null {
  if (!scanner.literal('[')) return null;
  skipBlanks(scanner);
  const name = string(scanner);
  if (name === null) return scanner.report('index', 'Invalid index');
  skipBlanks(scanner);
  return scanner.literal(']') ? name : scanner.report('index', 'Unclosed index expression');
}

function number(scanner: Scanner): string | null {
  const from = scanner.at;
  scanner.literal('-');
  if (!scanner.literal('0')) {
    if (scanner.one('[1-9]', /[1-9]/) === null) return null;
    scanner.many('[0-9]', /[0-9]/);
  }
  scanner.attempt(() =>
    scanner.literal('.') && scanner.many('[0-9]', /[0-9]/) !== '' ? true : null,
  );
  const written = scanner.text.slice(from, scanner.at);
  const next = scanner.text[scanner.at] ?? ')';
  return /[ \t\r\n)]/.test(next) ? written : scanner.report('number', 'Invalid number literal');
}

function string(scanner: Scanner): string | null {
  const quote = ['`', '"'].find((each) => scanner.literal(each));
  if (quote === undefined) return null;
  const end = scanner.text.indexOf(quote, scanner.at);
  if (end < 0) {
    scanner.at = scanner.text.length;
    return scanner.report('string', 'Unterminated string literal');
  }
  const inner = scanner.text.slice(scanner.at, end);
  scanner.at = end + 1;
  return inner;
}
