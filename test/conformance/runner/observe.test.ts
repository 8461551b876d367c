import { beforeAll, expect, test } from 'vitest';
import { createNodeSandbox } from '../../../runtime/sandbox/node/index.ts';
import type { BehaviourProcess } from '../behaviours/behaviour.ts';
import { observe } from './observe.ts';
import type { Observation, Plan } from './plan.ts';
import { readPlan } from './workspace.ts';

const SAMPLE = `import { area, ownProcess, ownProcessWithSigterm } from './behaviour.ts';

export const behaviours = area('sample', {
  prints: (print) => print('text', { a: 1 }, undefined),
  throws: () => {
    throw new RangeError('mine');
  },
  dies: () => process.exit(3),
  'prints after another has died': (print) => print('here'),
  exits: ownProcess((print) => {
    print('out');
    console.error('err');
    process.exitCode = 4;
  }),
  'is ended': ownProcessWithSigterm((print) => {
    setInterval(() => {}, 1000);
    print('ready');
  }),
});
`;
const ENTRY = `import { serve } from '../program.ts';
import { behaviours } from '../sample.ts';

serve(behaviours);
`;

const SHARED: BehaviourProcess = { kind: 'shared' };
const PROCESSES: Readonly<Record<string, BehaviourProcess>> = {
  prints: SHARED,
  throws: SHARED,
  dies: SHARED,
  'prints after another has died': SHARED,
  exits: { kind: 'own', signal: null },
  'is ended': { kind: 'own', signal: 'SIGTERM' },
};

let seen: ReadonlyMap<string, Observation>;

beforeAll(async () => {
  const { files } = await readPlan();
  const behaviours = Object.entries(PROCESSES).map(([sentence, process]) => ({
    area: 'sample',
    name: `sample/${sentence}`,
    process,
  }));
  const plan: Plan = {
    files: { ...files, 'sample.ts': SAMPLE, 'run/sample.ts': ENTRY },
    programs: [
      { service: 'sample', entry: 'run/sample.ts', behaviours },
      {
        service: 'broken',
        entry: 'run/none.ts',
        behaviours: [{ area: 'sample', name: 'sample/cannot start', process: SHARED }],
      },
    ],
  };
  const observations = await observe(createNodeSandbox(), plan);
  seen = new Map(observations.map((one) => [one.name.slice('sample/'.length), one]));
});

test('the lines that a behaviour prints are seen', () => {
  expect(seen.get('prints')).toMatchObject({ ran: true, lines: ['text {"a":1} undefined'] });
});

test('what a behaviour throws is the last line', () => {
  expect(seen.get('throws')).toMatchObject({ ran: true, lines: ['threw RangeError: mine'] });
});

test('a behaviour that ends the shared process did not run, and the next one does', () => {
  expect(seen.get('dies')).toMatchObject({ ran: false });
  expect(seen.get('prints after another has died')).toMatchObject({ ran: true, lines: ['here'] });
});

test('a process of its own is seen by its output and exit', () => {
  const lines = ['stdout | out', 'stderr | err', 'exit code 4'];
  expect(seen.get('exits')).toMatchObject({ ran: true, lines });
});

test('a process that is ready is sent its signal', () => {
  const lines = ['stdout | ready', 'ended by SIGTERM'];
  expect(seen.get('is ended')).toMatchObject({ ran: true, lines });
});

test('a program that cannot start says why', () => {
  const reason = expect.stringContaining('none.ts');
  expect(seen.get('cannot start')).toMatchObject({ ran: false, reason });
});
