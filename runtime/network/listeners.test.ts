import { beforeEach, expect, test } from 'vitest';
import { Listeners, MAX_PORTS_PER_PROCESS, type OpenPort, type PortOwner } from './listeners.ts';
import type { ToEnd, ToListener } from './messages.ts';
import { PortTable } from './port-table.ts';

class TestOwner implements PortOwner {
  readonly party = { name: 'hello-1', service: 'hello' };
  readonly told: ToListener[] = [];

  deliver(_message: ToEnd): void {}

  tell(message: ToListener): void {
    this.told.push(message);
  }
}

const PORT = 4000;
let seen: string[];
let listeners: Listeners<TestOwner>;
let owner: TestOwner;

beforeEach(() => {
  seen = [];
  owner = new TestOwner();
  listeners = new Listeners(new PortTable<OpenPort<TestOwner>>(), {
    opened: (_owner, port) => seen.push(`opened ${port}`),
    taken: (_owner, port, holder) => seen.push(`taken ${port}, ${holder === owner}`),
    closed: (_owner, port) => seen.push(`closed ${port}`),
  });
});

test('a port that is free is opened, and its owner is told', () => {
  listeners.handle(owner, { type: 'listen', listener: 1, port: PORT });
  expect(owner.told).toEqual([{ type: 'listening', listener: 1, port: PORT }]);
  expect(seen).toEqual([`opened ${PORT}`]);
});

test('a port that another has is refused, and the watcher learns who has it', () => {
  const other = new TestOwner();
  listeners.handle(owner, { type: 'listen', listener: 1, port: PORT });
  listeners.handle(other, { type: 'listen', listener: 1, port: PORT });
  expect(other.told).toEqual([{ type: 'listen-failed', listener: 1, code: 'EADDRINUSE' }]);
  expect(seen.at(-1)).toBe(`taken ${PORT}, true`);
});

test('a port is free again when it is closed, and when its owner dies', () => {
  const other = new TestOwner();
  listeners.handle(owner, { type: 'listen', listener: 1, port: PORT });
  listeners.handle(owner, { type: 'unlisten', listener: 1 });
  listeners.handle(other, { type: 'listen', listener: 1, port: PORT });
  listeners.drop(other);
  listeners.handle(owner, { type: 'listen', listener: 2, port: PORT });
  expect(owner.told.at(-1)).toEqual({ type: 'listening', listener: 2, port: PORT });
});

test('nobody can close the port of another', () => {
  listeners.handle(owner, { type: 'listen', listener: 1, port: PORT });
  listeners.handle(new TestOwner(), { type: 'unlisten', listener: 1 });
  expect(seen).toEqual([`opened ${PORT}`]);
});

test('one process can have so many ports and no more', () => {
  for (let listener = 0; listener <= MAX_PORTS_PER_PROCESS; listener++) {
    listeners.handle(owner, { type: 'listen', listener, port: 0 });
  }
  const [last, ...others] = owner.told.toReversed();
  expect(last).toMatchObject({ type: 'listen-failed', code: 'EMFILE' });
  expect(new Set(others.map((each) => each.type))).toEqual(new Set(['listening']));
});
