import { expect, test } from 'vitest';
import { FaultError } from '../../../network/index.ts';
import { SandboxError, StartError } from '../../errors.ts';
import { type Handlers, Peer } from './peer.ts';

/** Two sides, with what they say going to and fro at once. */
function pair(handlers: Handlers) {
  const broken: string[] = [];
  const side = (direction: '>' | '<', own: Handlers, write: (text: string) => void) =>
    new Peer({
      direction,
      write,
      handlers: own,
      onOther: () => {},
      onBroken: (why) => broken.push(why),
    });
  const page: Peer = side('>', {}, (text) => gateway.heard(text));
  const gateway: Peer = side('<', handlers, (text) => page.heard(text));
  return { page, gateway, broken };
}

test('a question is answered with what its handler gives', async () => {
  const { page } = pair({ double: (given: number) => given * 2, later: async () => 'tea' });
  expect(await page.ask('double', 21)).toBe(42);
  expect(await page.ask('later', null)).toBe('tea');
  await expect(page.ask('triple', 1)).rejects.toThrow('Nobody here knows what "triple" is.');
});

test.each([
  new StartError('hello', { code: 'port-in-use', port: 80 }, 'hello cannot.', 'Choose another.'),
  new SandboxError('lost', 'It is gone.', 'Run again.'),
  new FaultError('latency must be a number.'),
  new RangeError('out of tea'),
])('an error arrives as what it was: %s', async (error) => {
  const { page } = pair({ fail: () => Promise.reject(error) });
  const { name, message } = error;
  await expect(page.ask('fail', null)).rejects.toMatchObject(
    name === 'RangeError' ? { message } : { ...error, name, message },
  );
});

test('who asks can stop that', async () => {
  const { page } = pair({
    wait: (_: null, signal: AbortSignal) =>
      new Promise((resolve) => signal.addEventListener('abort', () => resolve('stopped'))),
  });
  const stopping = new AbortController();
  const answer = page.ask('wait', null, stopping.signal);
  stopping.abort();
  expect(await answer).toBe('stopped');
});

test('when the other side is gone, whoever waits is told, and whoever asks then', async () => {
  const { page } = pair({ wait: () => new Promise(() => {}) });
  const waiting = page.ask('wait', null);
  const gone = new Error('gone');
  page.close(gone);
  await expect(waiting).rejects.toBe(gone);
  await expect(page.ask('wait', null)).rejects.toBe(gone);
});
