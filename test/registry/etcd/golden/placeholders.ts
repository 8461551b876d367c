/** What stands for a value in the record: `{{R0+5}}`, `{{capture:auto}}`, `{{int:25..30}}`, … */
const PLACEHOLDER = /^\{\{(.*)\}\}$/s;

/** What was captured so far, by name. */
export type Captured = Map<string, unknown>;

/** The value with its placeholders replaced by what was captured, for sending. */
export function substitute(value: unknown, captured: Captured): unknown {
  if (typeof value === 'string') {
    const name = PLACEHOLDER.exec(value)?.[1];
    return name === undefined ? value : expected(name, captured);
  }
  if (Array.isArray(value)) return value.map((element) => substitute(element, captured));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, substitute(member, captured)]),
  );
}

/**
 * The expected value with each placeholder that the actual one meets replaced by it, so that the
 * two can be compared; and with what it captures captured.
 */
export function resolve(value: unknown, actual: unknown, captured: Captured): unknown {
  if (typeof value === 'string') return resolveText(value, actual, captured);
  if (Array.isArray(value)) {
    const others = Array.isArray(actual) ? actual : [];
    return value.map((element, place) => resolve(element, others[place], captured));
  }
  if (typeof value !== 'object' || value === null) return value;
  const others = (typeof actual === 'object' && actual !== null ? actual : {}) as Record<
    string,
    unknown
  >;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, resolve(member, others[name], captured)]),
  );
}

const FIXED = ['cluster_id', 'member_id', 'raft_term'];

function resolveText(text: string, actual: unknown, captured: Captured): unknown {
  const name = PLACEHOLDER.exec(text)?.[1];
  if (name === undefined) return text;
  const [kind = '', ...rest] = name.split(':');
  const detail = rest.join(':');
  const isDecimal = typeof actual === 'string' && /^\d+$/.test(actual);
  if (kind === 'any') return isOf(detail, actual) ? actual : text;
  if (kind === 'unordered') return inAnyOrder(detail, actual, captured);
  if (kind === 'int') return isDecimal && isWithin(detail, Number(actual)) ? actual : text;
  const isNew = kind === 'capture' || (FIXED.includes(kind) && !captured.has(kind));
  if (!isNew) return expected(name, captured);
  if (!isDecimal) return text;
  captured.set(kind === 'capture' ? `lease:${detail}` : kind, actual);
  return actual;
}

function expected(name: string, captured: Captured): unknown {
  const plus = /^R0(?:\+(\d+))?$/.exec(name);
  if (plus === null) return captured.get(name);
  return String(Number(captured.get('R0')) + Number(plus[1] ?? 0));
}

function isOf(type: string, actual: unknown): boolean {
  return type === 'array' ? Array.isArray(actual) : typeof actual === type;
}

function isWithin(range: string, actual: number): boolean {
  const [from = 0, to = 0] = range.split('..').map(Number);
  return actual >= from && actual <= to;
}

function inAnyOrder(json: string, actual: unknown, captured: Captured): unknown {
  const wanted = substitute(JSON.parse(json), captured) as unknown[];
  const key = (element: unknown) => JSON.stringify(element);
  const sorted = (elements: readonly unknown[]) => elements.map(key).sort().join();
  return Array.isArray(actual) && sorted(actual) === sorted(wanted) ? actual : wanted;
}
