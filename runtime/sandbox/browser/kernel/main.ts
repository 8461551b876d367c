/**
 * The kernel's entry, run on the main thread of the sandbox's frame. (In a worker of its own it
 * would start processes as workers of a worker, and Firefox hangs after some of those.)
 */
import { Outbox } from '../outbox.ts';
import { packEvents } from '../packed-event.ts';
import { type FromPage, HANDSHAKE, type ToPage } from '../protocol.ts';
import { Kernel } from './kernel.ts';
import { WorkerPool } from './worker-pool.ts';

/** Id of the element that holds the text of a process's code. */
const PROCESS_TEXT = 'process';

addEventListener('message', function open(event: MessageEvent) {
  const [port] = event.ports;
  // Only the page that holds the frame may open it, and only once.
  if (event.source !== parent || event.data !== HANDSHAKE || port === undefined) return;
  removeEventListener('message', open);
  start(port);
});

function start(port: MessagePort): void {
  const page = new Outbox<ToPage>((messages, moved) =>
    port.postMessage(packEvents(messages), moved),
  );
  const text = document.getElementById(PROCESS_TEXT)?.textContent ?? '';
  const url = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
  const pool = new WorkerPool(url);
  const kernel = new Kernel(page, pool);
  port.onmessage = ({ data }: MessageEvent<FromPage[]>) => {
    for (const message of data) kernel.handle(message);
  };
  const first = pool.refill();
  first.onmessage = () => {
    first.onmessage = null;
    page.push({ type: 'ready' });
  };
  first.onerror = (event) => {
    event.preventDefault();
    page.push({ type: 'broken', reason: event.message ?? 'a worker could not be started' });
  };
}
