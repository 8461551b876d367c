import { expect, test } from 'vitest';
import type { LedgerEvent } from '../../../runtime/network/index.ts';
import type { Verdict } from '../../../runtime/scenario/index.ts';
import { typedFor } from '../typed.ts';
import { nextAction, type Situation } from './next-action.ts';
import { createStyle } from './style.ts';
import { againLines, liveNote, verdictLines } from './verdict.ts';

const STEP = { id: '1.1', title: 'Say hello' };
const PASSED: Verdict = { outcome: 'passed', sentence: '24 names greeted.', schedules: null };
const FAILED = {
  outcome: 'failed',
  sentence: 'GET /x should answer 404, but answered 200.',
  evidence: '',
  hint: '',
  event: null,
  run: [],
  schedule: null,
} as const;

test('a pass names the step and what was shown', () => {
  expect(lines(PASSED)).toEqual(['Passed: 1.1 Say hello. 24 names greeted.']);
});

test('a pass in the simulator says in how many schedules', () => {
  expect(lines({ ...PASSED, schedules: 200 })).toEqual([
    'Passed: 1.1 Say hello. In each of 200 schedules: 24 names greeted.',
  ]);
});

test('a failure in the simulator names its schedule, and how to see it again', () => {
  expect(lines({ ...FAILED, schedule: '17-p4x30' })).toEqual([
    'Failed: GET /x should answer 404, but answered 200.',
    'Schedule 17-p4x30. See it again: npm run lesson -- replay 17-p4x30',
  ]);
});

test('what does not compile has no run to see again', () => {
  const failure: LedgerEvent = {
    seq: 1,
    atMs: 0,
    type: 'start-failed',
    instance: 'hello-1',
    service: 'hello',
    code: 'does-not-compile',
    message: 'hello does not compile.',
  };
  expect(lines({ ...FAILED, schedule: '0-q', run: [failure] })).toHaveLength(1);
});

test('a live run says what it leaves out', () => {
  expect(liveNote([])).toMatch(/^This was one run on real processes, in real time\./);
  expect(liveNote(['Pauses are not tried.'])).toMatch(
    /\. *\nA live run leaves out:\n- Pauses are not tried\.$/,
  );
});

test('a failure says what was expected, then shows the request and its answer', () => {
  expect(lines({ ...FAILED, run: RUN, event: 8 })).toEqual([
    'Failed: GET /x should answer 404, but answered 200.',
    '  > GET /x',
    '  < 200  text/plain  "Hello, \\nWorld"',
  ]);
});

test('an answer in JSON is shown as it is, when it is one line', () => {
  const json = (text: string) => {
    const headers = [['Content-Type', 'application/json']] as const;
    const body = { text, bytes: text.length };
    const run = RUN.map((event) =>
      event.type === 'response' ? { ...event, headers, body } : event,
    );
    return lines({ ...FAILED, run, event: 8 }).at(-1);
  };
  expect(json('{"id":"1"}')).toBe('  < 200  application/json  {"id":"1"}');
  expect(json('{\n}')).toBe('  < 200  application/json  "{\\n}"');
});

test('evidence is indented and short, and says how much was left out', () => {
  const evidence = Array.from({ length: 20 }, (_, i) => `at line ${i}`).join('\n');
  const shown = lines({ ...FAILED, evidence });

  expect(shown[1]).toBe('  at line 0');
  expect(shown.at(-1)).toBe('  (8 more lines)');
  expect(shown).toHaveLength(14);
});

test('evidence is wrapped at words, but for code, whose columns are pointed at', () => {
  const words = `    at ${'word '.repeat(20).trim()}`;
  const code = `    7 | const a = ${'1 + '.repeat(30)}1;`;
  const shown = lines({ ...FAILED, evidence: `${words}\n${code}` });

  expect(shown[2]).toMatch(/^ {6}word/);
  expect(shown.slice(1, 3).every((line) => line.length <= 80)).toBe(true);
  expect(shown[3]).toBe(`  ${code}`);
});

test('a check that could not decide says so', () => {
  const verdict: Verdict = {
    outcome: 'inconclusive',
    sentence: 'It took too long.',
    hint: 'Again.',
  };

  expect(lines(verdict)).toEqual(['Inconclusive: It took too long.']);
  expect(nextAction(verdict, situation())).toBe('Again.');
});

test('after a failure, the next action is the hint of the failure or else to edit', () => {
  expect(nextAction({ ...FAILED, hint: 'Read PORT.' }, situation())).toBe('Read PORT.');
  expect(nextAction(FAILED, situation())).toBe(
    'Change hello/server.ts and check again; `npm run lesson -- hint` opens a hint.',
  );
  expect(nextAction(FAILED, situation({ hasKeys: true, isWatching: true }))).toBe(
    'Change hello/server.ts and save; h opens a hint.',
  );
});

test('after a pass, the next action is the next step, while there is one', () => {
  const next = { id: '1.2', title: 'Leave politely' } as Situation['next'];

  expect(nextAction(PASSED, situation({ next, hasKeys: true }))).toBe(
    'n opens 1.2 Leave politely.',
  );
  expect(nextAction(PASSED, situation({ next }))).toMatch(/^`npm run lesson -- next` opens 1\.2/);
  expect(nextAction(PASSED, situation())).toMatch(/last step/);
});

const RUN: readonly LedgerEvent[] = [
  {
    seq: 7,
    atMs: 1,
    type: 'request',
    connection: 1,
    cause: null,
    id: 3,
    from: 'learner',
    to: 'hello-1',
    method: 'GET',
    path: '/x',
    headers: [],
    body: { text: '', bytes: 0 },
  },
  {
    seq: 8,
    atMs: 2,
    type: 'response',
    id: 3,
    from: 'hello-1',
    to: 'learner',
    status: 200,
    headers: [['Content-Type', 'text/plain']],
    body: { text: 'Hello, \nWorld', bytes: 13 },
    tookMs: 1,
  },
];

function lines(verdict: Verdict): string[] {
  const screen = { width: 80, style: createStyle(false) };
  return [...verdictLines(verdict, STEP, screen), ...againLines(verdict, screen, typedFor(null))];
}

function situation(changes: Partial<Situation> = {}): Situation {
  return {
    file: 'hello/server.ts',
    next: undefined,
    hasKeys: false,
    isWatching: false,
    typed: typedFor(null),
    ...changes,
  };
}
