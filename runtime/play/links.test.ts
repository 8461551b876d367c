import { expect, test } from 'vitest';
import { readRules } from '../network/faults/read-rule.ts';
import type { FaultInput } from '../network/index.ts';
import { createFakeSandbox } from '../sandbox/testing/fake-sandbox.ts';
import { Links, linksOf } from './links.ts';

async function open() {
  const sandbox = createFakeSandbox();
  const links = new Links(sandbox);
  const start = (service: string, port: number) =>
    sandbox.start(
      { service, entry: 'a.ts', port, env: {}, startTimeoutMs: 1 },
      new AbortController().signal,
    );
  await start('users', 8081);
  await start('orders', 8080);
  const inForce = () => linksOf(readRules(sandbox.faults));
  return { sandbox, links, start, inForce };
}

test('a link is cut in both directions, and healed whichever end is named first', async () => {
  const { sandbox, links, inForce } = await open();
  await links.break(['users-1', 'orders-1'], { kind: 'cut' });
  expect(inForce()).toEqual([{ ends: ['users-1', 'orders-1'], fault: { kind: 'cut' } }]);
  expect(sandbox.faults).toHaveLength(1);
  await links.heal(['orders-1', 'users-1']);
  expect(sandbox.faults).toEqual([]);
});

test('a slow link is slow both ways, and one link; cut, it is slow no more', async () => {
  const { sandbox, links, inForce } = await open();
  await links.break(['users-1', 'orders-1'], { kind: 'slow', byMs: 500 });
  expect(ways(sandbox.faults)).toEqual(['users-1 orders-1', 'orders-1 users-1']);
  expect(inForce()).toEqual([
    { ends: ['users-1', 'orders-1'], fault: { kind: 'slow', byMs: 500 } },
  ]);
  await links.break(['orders-1', 'users-1'], { kind: 'cut' });
  expect(inForce().map(({ fault }) => fault.kind)).toEqual(['cut']);
});

test('a fault stays at its place: who is started there next has it', async () => {
  const { sandbox, links, start, inForce } = await open();
  await links.break(['users-1', 'orders-1'], { kind: 'cut' });
  sandbox.end('users-1', { by: 'signal', signal: 'SIGKILL' });
  await start('users', 8081);
  expect(inForce()).toMatchObject([{ ends: ['users-2', 'orders-1'] }]);
  await links.heal(['users-2', 'orders-1']);
  expect(inForce()).toEqual([]);
});

test('everything is healed at once', async () => {
  const { links, inForce } = await open();
  await links.break(['users-1', 'orders-1'], { kind: 'cut' });
  await links.break(['users-1', 'registry-1'], { kind: 'slow', byMs: 100 });
  expect(inForce()).toHaveLength(2);
  await links.healAll();
  expect(inForce()).toEqual([]);
});

function ways(faults: readonly FaultInput[]): readonly string[] {
  return faults.map(({ from, to }) => `${from} ${to}`);
}
