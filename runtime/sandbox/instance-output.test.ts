import { expect, test } from 'vitest';
import { MemoryLedger } from '../network/index.ts';
import { InstanceOutput } from './instance-output.ts';

function printing(isRegistry: boolean) {
  const ledger = new MemoryLedger(() => 0);
  const limits = { burstBytes: 10, bytesPerSecond: 1 };
  const output = new InstanceOutput({ id: 'hello-1', isRegistry, ledger, nowMs: () => 0 }, limits);
  return { ledger, output };
}

test('what is too much is left out, once for each stream, and that is told with the name', () => {
  const { ledger, output } = printing(false);
  output.printed('stdout', '123456789012');
  output.printed('stdout', 'more');
  output.printed('stderr', 'mistake', 5);
  expect(ledger.read()).toMatchObject([
    { type: 'output', instance: 'hello-1', stream: 'stdout', text: '1234567890' },
    { type: 'output-dropped', bytes: 2, message: expect.stringMatching(/^hello-1 prints faster/) },
    { type: 'output', stream: 'stderr', text: 'mistake' },
    { type: 'output-dropped', bytes: 5 },
  ]);
});

test('what a registry observes is no output, but what it prints to stderr is', () => {
  const { ledger, output } = printing(true);
  output.printed('stdout', '{"kind":"registry-started","isDurable":false}\n');
  output.printed('stderr', 'mistake');
  expect(ledger.read()).toMatchObject([{ type: 'registry' }, { type: 'output', text: 'mistake' }]);
});
