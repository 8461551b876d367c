/** The frame's own script: it starts the worker, and tells when that has died. Nothing else. */
import { HANDSHAKE, type WorkerDied, type WorkerStart } from '../protocol.ts';

addEventListener('message', function open(event: MessageEvent) {
  const [toWorker, toPage] = event.ports;
  // Only the page that holds the frame may open it, and only once.
  if (event.source !== parent || event.data !== HANDSHAKE) return;
  if (toWorker === undefined || toPage === undefined) return;
  removeEventListener('message', open);
  const url = URL.createObjectURL(new Blob([textOf('worker')], { type: 'text/javascript' }));
  const worker = new Worker(url);
  worker.onerror = (event) => {
    event.preventDefault();
    const message = event.message ?? 'a worker could not be started';
    toPage.postMessage({ type: 'died', message } satisfies WorkerDied);
  };
  const start: WorkerStart = { processText: textOf('processes') };
  worker.postMessage(start, [toWorker]);
});

function textOf(id: string): string {
  return document.getElementById(id)?.textContent ?? '';
}
