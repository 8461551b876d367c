import { expect, test } from 'vitest';
import { createRandom } from '../../network/index.ts';
import { Agenda } from './agenda.ts';
import { type Delivered, Wire } from './wire.ts';

/** Sends messages on many connections at once, and gives them in the order of their arrival. */
function arrivals(seed: number): Delivered[] {
  const agenda = new Agenda();
  const arrived: Delivered[] = [];
  const wire = new Wire(agenda, createRandom(seed), (message) => arrived.push(message));
  for (let localPort = 1; localPort <= 20; localPort++) {
    for (const id of [1, 2, 3]) wire.send({ type: 'connected', id, localPort });
  }
  for (let run = agenda.next(); run !== null; run = agenda.next()) run();
  return arrived;
}

test('messages of one connection keep their order', () => {
  for (const id of [1, 2, 3]) {
    const ports = arrivals(1).flatMap((message) =>
      message.type === 'connected' && message.id === id ? [message.localPort] : [],
    );
    expect(ports).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  }
});

test('the seed decides in which order those of several connections arrive', () => {
  expect(arrivals(1)).toEqual(arrivals(1));
  expect(arrivals(1)).not.toEqual(arrivals(2));
});
