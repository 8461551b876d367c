/**
 * The thread beside a service's own: it speaks to the gateway while the service is busy, stands
 * still, or waits for an answer. One connection, a line of JSON for each message.
 */
import { connect } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import { ANSWER_AT, SLOT, type ToPreload } from '../service-control.ts';

export interface ThreadData {
  readonly shared: SharedArrayBuffer;
  readonly port: number;
  readonly key: string;
}

/** What the service's own thread has the gateway told. */
export interface FromMain {
  readonly line: string;
}

const { shared, port, key } = workerData as ThreadData;
const numbers = new Int32Array(shared);
const bytes = new Uint8Array(shared, ANSWER_AT);
const main = parentPort;

const socket = connect({ host: '127.0.0.1', port, noDelay: true });
socket.write(`${JSON.stringify({ type: 'hello', key })}\n`);
socket.once('connect', () => main?.postMessage({ type: 'connected' }));
// Nobody is left to end this process.
socket.once('close', () => process.kill(process.pid, 'SIGKILL'));
socket.on('error', () => {});

main?.on('message', ({ line }: FromMain) => socket.write(`${line}\n`));

let rest = '';
socket.setEncoding('utf8').on('data', (text: string) => {
  const lines = (rest + text).split('\n');
  rest = lines.pop() ?? '';
  for (const line of lines) hear(line);
});

function hear(line: string): void {
  const message = JSON.parse(line) as { type: string } | { type: 'answer'; answer: object };
  if ('answer' in message) answer(JSON.stringify(message.answer));
  else if (message.type === 'signal') signal(message as ToPreload);
  else main?.postMessage(message);
}

/** The service's own thread sleeps until it is there. */
function answer(text: string): void {
  const { written } = new TextEncoder().encodeInto(text, bytes);
  numbers[SLOT.answerBytes] = written;
  Atomics.store(numbers, SLOT.answered, 1);
  Atomics.notify(numbers, SLOT.answered);
}

function signal({ signal: name }: ToPreload): void {
  if (name === 'SIGCONT') {
    Atomics.store(numbers, SLOT.paused, 0);
    Atomics.notify(numbers, SLOT.paused);
  } else if (name === 'SIGSTOP') {
    Atomics.store(numbers, SLOT.paused, 1);
    main?.postMessage({ type: 'pause' });
  } else if (isSet(SLOT.handlesSigterm) || isSet(SLOT.paused)) {
    // Of a service that stands still it waits for SIGCONT, whether that handles it or not.
    main?.postMessage({ type: 'sigterm' });
  } else {
    socket.write(`${JSON.stringify({ type: 'terminate' })}\n`);
  }
}

function isSet(slot: number): boolean {
  return Atomics.load(numbers, slot) === 1;
}
