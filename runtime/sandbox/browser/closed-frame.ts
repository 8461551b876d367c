/**
 * A hidden frame that is not in the page yet. The sandbox attribute without allow-same-origin gives
 * its document an origin that is nobody's: what runs in it reaches neither the page nor anything
 * stored.
 */
export function createClosedFrame(title: string): HTMLIFrameElement {
  const element = document.createElement('iframe');
  element.setAttribute('sandbox', 'allow-scripts');
  element.title = title;
  element.hidden = true;
  return element;
}

/** Gives the ports to a frame that has loaded. */
export function openClosedFrame(
  element: HTMLIFrameElement,
  handshake: string,
  ports: readonly MessagePort[],
): void {
  // '*', for an origin that is nobody's has no name; the frame is known by its window.
  element.contentWindow?.postMessage(handshake, '*', [...ports]);
}
