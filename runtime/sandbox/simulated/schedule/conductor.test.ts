import { expect, test } from 'vitest';
import { Conductor } from './conductor.ts';
import { readToken } from './token.ts';

const received = {
  when: 'after',
  action: 'request-received',
  call: { method: 'GET', path: '/' },
} as const;

const struck = (conductor: Conductor, ...services: string[]) =>
  services.map((service) => {
    const disturbance = conductor.next({ name: `${service}-1`, service }, received);
    return disturbance === null ? '-' : `${disturbance.kind} ${service}`;
  });

test('a disturbance comes in its moment', () => {
  const conductor = new Conductor(readToken('1-c1-p3x50'), () => true);
  expect(struck(conductor, 'a', 'b', 'a', 'b', 'a')).toEqual(['-', 'crash b', '-', 'pause b', '-']);
});

test('where it may not come in its moment, it comes in the first later one in which it may', () => {
  const onlyA = new Conductor(readToken('1-c1-c2'), (_, { party }) => party.service === 'a');
  expect(struck(onlyA, 'b', 'b', 'b', 'a', 'a', 'a')).toEqual([
    '-',
    '-',
    '-',
    'crash a',
    'crash a',
    '-',
  ]);
});

test('once it is calm nothing is disturbed, nor noted', () => {
  const conductor = new Conductor(readToken('1-c1'), () => true);
  expect(struck(conductor, 'a')).toEqual(['-']);
  conductor.calm();
  expect(struck(conductor, 'a', 'a')).toEqual(['-', '-']);
  expect(conductor.moments).toHaveLength(1);
});
