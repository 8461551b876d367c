/**
 * The thread beside a service's own: it speaks to the gateway while the service is busy, stands
 * still, or waits for an answer. One connection, a line of JSON for each message.
 */
import { connect } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import type { ToService } from '../../node/network/messages.ts';
import {
  ANSWER_AT,
  type FromPreload,
  type Greeting,
  SLOT,
  type ToPreload,
} from '../service-control.ts';

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
say({ type: 'hello', key });
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
  const message = JSON.parse(line) as ToPreload | { type: 'answer'; answer: object } | ToService;
  switch (message.type) {
    case 'answer':
      answer(JSON.stringify(message.answer));
      return;
    case 'signal':
      signal(message.signal);
      return;
    case 'flush':
      // What the service's own thread has posted by now is taken in this turn of the event loop.
      setImmediate(() => say({ type: 'flushed' }));
      return;
    default:
      main?.postMessage(message);
  }
}

function say(message: Greeting | FromPreload): void {
  socket.write(`${JSON.stringify(message)}\n`);
}

/** The service's own thread sleeps until it is there. */
function answer(text: string): void {
  const { written } = new TextEncoder().encodeInto(text, bytes);
  numbers[SLOT.answerBytes] = written;
  Atomics.store(numbers, SLOT.answered, 1);
  Atomics.notify(numbers, SLOT.answered);
}

function signal(name: (ToPreload & { type: 'signal' })['signal']): void {
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
    say({ type: 'terminate' });
  }
}

function isSet(slot: number): boolean {
  return Atomics.load(numbers, slot) === 1;
}
