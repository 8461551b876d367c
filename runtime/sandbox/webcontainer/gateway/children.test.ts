import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Child } from '../../node/child.ts';
import type { Peer } from '../link/peer.ts';
import type { SpawnedProcess } from '../protocol.ts';
import { CONTROL_VARIABLE } from '../service-control.ts';
import { Children } from './children.ts';

/** A service's process as its gateway has it, played by the test. */
async function running() {
  const happened: string[] = [];
  let service: Socket | undefined;
  const peer = {
    async ask(_name: 'spawn', { env }: SpawnedProcess) {
      const [port, key] = (env[CONTROL_VARIABLE] ?? '').split(':');
      service = connect(Number(port), '127.0.0.1');
      onTestFinished(() => void service?.destroy());
      say({ type: 'hello', key });
      say({ type: 'pong' });
    },
    tell: (name: string) => void happened.push(name),
  };
  const say = (message: object) => service?.write(`${JSON.stringify(message)}\n`);
  const children = await Children.create(peer as unknown as Peer, '/preload.mjs');
  const child = await new Promise<Child>((resolve) => {
    const spawned = children.spawn({
      cwd: process.cwd(),
      entry: '/hello.mjs',
      env: {},
      onMessage: () => resolve(spawned),
      onOutput: (_stream, text) => void happened.push(text),
    });
  });
  const told = createInterface(service as unknown as Socket);
  return { child, happened, say, told };
}

test('a process is killed once it has passed on what it has printed', async () => {
  const { child, happened, say, told } = await running();
  const killed = child.kill('SIGKILL');
  expect(await once(told, 'line')).toEqual(['{"type":"flush"}']);
  say({ type: 'printed', stream: 'stdout', text: 'the last words' });
  say({ type: 'flushed' });
  await killed;
  expect(happened).toEqual(['the last words', 'kill']);
});

test('a process that passes nothing on any more is killed all the same', async () => {
  const { child, happened, told } = await running();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const killed = child.kill('SIGKILL');
  await once(told, 'line');
  expect(happened).toEqual([]);
  vi.runOnlyPendingTimers();
  await killed;
  expect(happened).toEqual(['kill']);
});
