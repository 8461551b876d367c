import { readRules } from '../../network/faults/read-rule.ts';
import type { FaultInput, Happening, LedgerEvent, Stamp } from '../../network/index.ts';

type Test = (value: unknown) => boolean;

const isText: Test = (value) => typeof value === 'string';
const isNumber: Test = (value) => typeof value === 'number' && !Number.isNaN(value);
const isCount: Test = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const orNull =
  (test: Test): Test =>
  (value) =>
    value === null || test(value);
const oneOf =
  (...texts: readonly string[]): Test =>
  (value) =>
    texts.includes(value as string);
const listOf =
  (test: Test): Test =>
  (value) =>
    Array.isArray(value) && value.every(test);
const members =
  (tests: Readonly<Record<string, Test>>): Test =>
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.entries(tests).every(([name, test]) => test((value as Record<string, unknown>)[name]));

const isPair: Test = (value) => Array.isArray(value) && value.length === 2 && value.every(isText);
const body = members({ text: isText, bytes: isCount });
const way = { from: isText, to: isText };
const instance = { instance: isText };
const hasCalls = members({ calls: members({ method: orNull(isText), path: orNull(isText) }) });
const isFaultRule: Test = (value) => {
  try {
    return hasCalls(value) && readRules([value as FaultInput]).length === 1;
  } catch {
    return false;
  }
};

type TestsOf<Event> = { readonly [Member in keyof Omit<Event, 'type'>]-?: Test };
type Tests = {
  readonly [Type in Happening['type']]: TestsOf<Extract<Happening, { readonly type: Type }>>;
};

/** What each event is made of, beside its stamp and its type. */
const EVENTS: Tests = {
  synced: { changed: listOf(isText), removed: listOf(isText), errors: isCount },
  starting: { ...instance, service: isText, port: isCount },
  listening: { ...instance, service: isText, port: isCount, tookMs: isNumber },
  'start-failed': { ...instance, service: isText, code: isText, message: isText },
  output: { ...instance, stream: oneOf('stdout', 'stderr'), text: isText },
  'output-dropped': { ...instance, bytes: isCount, message: isText },
  registry: { ...instance, observation: members({ kind: isText }) },
  'limit-reached': { ...instance, limit: isText, message: isText },
  signalled: { ...instance, signal: isText },
  'power-lost': { ...instance, point: orNull(isText) },
  'crash-point': { ...instance, point: isText },
  exited: { ...instance, service: isText, code: orNull(isNumber), signal: orNull(isText) },
  request: {
    ...way,
    id: isCount,
    connection: isCount,
    method: isText,
    path: isText,
    headers: listOf(isPair),
    body,
    cause: orNull(members({ id: isCount, by: oneOf('traceparent', 'only-one-served') })),
  },
  replied: { ...way, id: isCount, status: isNumber },
  delivered: { ...way, id: isCount, what: oneOf('request', 'copy') },
  response: {
    ...way,
    id: isCount,
    status: isNumber,
    headers: listOf(isPair),
    body,
    tookMs: isNumber,
  },
  'request-failed': { ...way, id: isCount, code: isText, message: isText, tookMs: isNumber },
  'connect-failed': { ...way, code: isText, tookMs: isNumber },
  'faults-set': { rules: listOf(isFaultRule) },
  'fault-struck': { ...way, rule: isText, fault: isText, id: orNull(isCount) },
  verdict: {
    check: isText,
    outcome: oneOf('passed', 'failed', 'inconclusive'),
    sentence: isText,
  },
};

const STAMP: Readonly<Record<keyof Stamp, Test>> = { seq: isCount, atMs: isNumber };

/** The events of a run, or null where one of them is none. */
export function readRun(data: unknown): readonly LedgerEvent[] | null {
  return listOf(isEvent)(data) ? (data as readonly LedgerEvent[]) : null;
}

const isEvent: Test = (value) => {
  const type = (value as { readonly type?: unknown } | null)?.type;
  if (typeof type !== 'string' || !Object.hasOwn(EVENTS, type)) return false;
  return members({ ...STAMP, ...EVENTS[type as keyof Tests] })(value);
};
