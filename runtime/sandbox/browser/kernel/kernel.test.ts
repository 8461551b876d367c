import { expect, test } from 'vitest';
import { LIMITS } from '../limits.ts';
import { KernelLab } from './fake-workers.ts';

const KILLED = { type: 'exited', code: null, signal: 'SIGKILL', uncaught: null };
const listen = (listener: number, port: number) => ({ type: 'listen', listener, port });

test('no more processes run than the limit, and the next may start when one has ended', async () => {
  const lab = new KernelLab();
  const first = lab.spawn(1);
  for (let pid = 2; pid <= LIMITS.processes; pid++) lab.spawn(pid);
  lab.spawn(1000);
  expect(await lab.told('refused')).toEqual([
    { type: 'refused', pid: 1000, limit: 'processes', detail: '' },
  ]);
  first.say({ type: 'exit', code: 0, uncaught: null });
  lab.spawn(1001);
  expect(await lab.told('refused')).toHaveLength(1);
});

test('restarting without a pause is refused after the burst', async () => {
  const lab = new KernelLab();
  for (let pid = 1; pid <= LIMITS.startsInBurst * 2; pid++) {
    lab.spawn(pid).say({ type: 'exit', code: 1, uncaught: null });
  }
  const refused = await lab.told('refused');
  expect(refused[0]).toMatchObject({ limit: 'starts' });
  expect((await lab.told('exited')).length).toBeGreaterThanOrEqual(LIMITS.startsInBurst);
});

test("a message that claims another process's id counts for its worker alone", async () => {
  const lab = new KernelLab();
  lab.spawn(1);
  const forger = lab.spawn(2);
  forger.say({ type: 'output', stream: 'stdout', text: 'x', droppedBytes: 0, pid: 1 });
  forger.say({ ...listen(1, 3000), pid: 1 });
  forger.say({ type: 'exit', code: 3, uncaught: null, pid: 1 });
  const told = await lab.told('output', 'listening', 'exited');
  expect(told.map((message) => 'pid' in message && message.pid)).toEqual([2, 2, 2]);
});

test('what makes no sense ends its sender and nobody else', async () => {
  for (const nonsense of [null, 7, { type: 'spawn' }, { type: 'exited', pid: 1 }, listen(0, 1)]) {
    const lab = new KernelLab();
    const other = lab.spawn(1);
    const hostile = lab.spawn(2);
    hostile.say(nonsense);
    expect(hostile.isTerminated).toBe(true);
    expect(other.isTerminated).toBe(false);
    expect(await lab.told('exited')).toEqual([{ ...KILLED, pid: 2 }]);
    expect(await lab.told('limited')).toMatchObject([{ pid: 2, limit: 'protocol' }]);
  }
});

test('a listener or a connection that is open already cannot be opened again', async () => {
  const lab = new KernelLab();
  lab.spawn(1).say(listen(1, 3000), listen(1, 3001));
  const dial = { type: 'connect', id: 1, host: 'localhost', port: 3002 };
  lab.spawn(2).say(listen(1, 3002), dial, dial);
  expect(await lab.told('limited')).toEqual([
    { type: 'limited', pid: 1, limit: 'protocol', detail: 'listener 1 is open already' },
    { type: 'limited', pid: 2, limit: 'protocol', detail: 'connection 1 is open already' },
  ]);
});

test('the port of a process that has ended is free for the next', async () => {
  const lab = new KernelLab();
  const first = lab.spawn(1);
  first.say(listen(1, 3000));
  const second = lab.spawn(2);
  second.say(listen(1, 3000));
  lab.handle({ type: 'signal', ask: 1, pid: 1, signal: 'SIGKILL' });
  second.say(listen(2, 3000));
  const told = await lab.told('listening', 'port-taken', 'exited');
  expect(told.filter(({ type }) => type !== 'exited')).toEqual([
    { type: 'listening', pid: 1, port: 3000 },
    { type: 'port-taken', pid: 2, port: 3000, holder: 1 },
    { type: 'listening', pid: 2, port: 3000 },
  ]);
});

test('ports beyond the limit are refused, and the limit is named once', async () => {
  const lab = new KernelLab();
  const worker = lab.spawn(1);
  for (let n = 1; n <= LIMITS.portsPerProcess + 2; n++) worker.say(listen(n, 3000 + n));
  expect(await lab.told('listening')).toHaveLength(LIMITS.portsPerProcess);
  expect(await lab.told('limited')).toEqual([
    { type: 'limited', pid: 1, limit: 'ports', detail: '' },
  ]);
  expect(worker.isTerminated).toBe(false);
});

test('output without end ends the process that prints it', async () => {
  const lab = new KernelLab();
  const worker = lab.spawn(1);
  const text = 'x'.repeat(LIMITS.outputCharacters);
  const pieces = LIMITS.charactersPerSecond / LIMITS.outputCharacters;
  for (let n = 0; n <= pieces * 4 && !worker.isTerminated; n++) {
    worker.say({ type: 'output', stream: 'stdout', text, droppedBytes: 0 });
  }
  expect(await lab.told('limited')).toMatchObject([{ pid: 1, limit: 'message-rate' }]);
  expect(await lab.told('exited')).toEqual([{ ...KILLED, pid: 1 }]);
});

test('a worker whose error comes after its end has ended once', async () => {
  const lab = new KernelLab();
  const worker = lab.spawn(1);
  worker.say({ type: 'exit', code: 0, uncaught: null });
  worker.fail('late');
  expect(await lab.told('exited')).toEqual([
    { type: 'exited', pid: 1, code: 0, signal: null, uncaught: null },
  ]);
});

const BODY = { kind: 'body', bytes: new Uint8Array(LIMITS.bodyFrameBytes) };
const FLOODS = [
  { of: 'messages', message: { type: 'loaded' }, most: LIMITS.unheardMessages },
  {
    of: 'bodies',
    message: { type: 'frame', id: 1, frame: BODY },
    most: LIMITS.unheardCharacters / LIMITS.bodyFrameBytes,
  },
];

test.each(FLOODS)('a paused worker that goes on with $of is ended', async ({ message, most }) => {
  const lab = new KernelLab();
  const worker = lab.spawn(1);
  lab.handle({ type: 'signal', ask: 1, pid: 1, signal: 'SIGSTOP' });
  for (let n = 0; n < most; n++) worker.say(message);
  expect(worker.isTerminated).toBe(false);
  worker.say(message);
  expect(worker.isTerminated).toBe(true);
  expect(await lab.told('limited')).toEqual([
    { type: 'limited', pid: 1, limit: 'message-rate', detail: 'while it was paused' },
  ]);
});
