import nodeOs from 'node:os';
import { expect, test } from 'vitest';
import { createOs } from './os.ts';

const os = createOs({ epochMs: () => 0, monotonicMs: () => 90_500 });

test('it has all that Node has, of the same types', () => {
  const typesOf = (namespace: object) =>
    Object.entries(namespace)
      .map(([name, member]) => `${name}: ${typeof member}`)
      .filter((line) => !line.startsWith('default'))
      .sort();
  expect(typesOf(os)).toEqual(typesOf(nodeOs));
});

test('its answers have the shapes of Node’s', () => {
  const shapeOf = ({ cpus, loadavg, networkInterfaces, userInfo }: typeof os) => [
    Object.keys(cpus()[0] ?? {}),
    loadavg().length,
    Object.keys(networkInterfaces().lo?.[0] ?? {}),
    Object.keys(userInfo()),
  ];
  expect(shapeOf(os)).toEqual(shapeOf(nodeOs as unknown as typeof os));
  expect(os.constants.signals).toMatchObject({ SIGTERM: nodeOs.constants.signals.SIGTERM });
});

test('uptime is the host’s clock in seconds', () => {
  expect(os.uptime()).toBe(90.5);
});

test('there is one processor, so services that fork a worker each start one', () => {
  expect(os.cpus()).toHaveLength(os.availableParallelism());
});
