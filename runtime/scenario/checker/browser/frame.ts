import { createClosedFrame, openClosedFrame } from '../../../sandbox/browser/closed-frame.ts';
import type { FetchPackage } from '../../../sandbox/linked-program.ts';
import { answerWanted, readWanted } from '../packages.ts';
import type { ToChecker } from '../protocol.ts';
import type { Vessel, VesselEvents } from '../vessel.ts';
import { HANDSHAKE, type WorkerDied } from './protocol.ts';

/**
 * Puts a closed frame for checks into the page: a document of its own by its URL, as the browser
 * sandbox's is (see `openFrame`). What is posted before it has loaded waits for it. Taking the frame
 * out of the page ends its worker, whatever that does.
 */
export function launchFrame(
  url: string,
  fetchPackage: FetchPackage,
  { heard, died }: VesselEvents,
): Vessel {
  const [toWorker, ofFrame] = [new MessageChannel(), new MessageChannel()];
  const element = createClosedFrame('Brownout check');
  element.addEventListener(
    'load',
    () => openClosedFrame(element, HANDSHAKE, [toWorker.port2, ofFrame.port2]),
    { once: true },
  );
  const { port1: port } = toWorker;
  port.onmessage = ({ data }: MessageEvent<unknown>) => {
    const wanted = readWanted(data);
    if (wanted === null) heard(data);
    else void answerWanted(wanted, fetchPackage).then((fetched) => port.postMessage(fetched));
  };
  ofFrame.port1.onmessage = ({ data }: MessageEvent<WorkerDied>) => {
    end();
    died({ outOfMemory: false, message: String(data.message) });
  };
  element.src = url;
  document.body.append(element);

  function end(): void {
    element.remove();
    port.close();
    ofFrame.port1.close();
  }

  return {
    post: (message: ToChecker) => port.postMessage(message),
    end: async () => end(),
  };
}
