import { SandboxError } from '../../errors.ts';
import { bootAborted } from '../../life-errors.ts';
import type { BootOptions } from '../../sandbox.ts';
import { unlessAborted } from '../../unless-aborted.ts';
import { createClosedFrame, openClosedFrame } from '../closed-frame.ts';
import { HANDSHAKE } from '../protocol.ts';
import { KernelLink } from './kernel-link.ts';

export interface OpenFrame {
  readonly element: HTMLIFrameElement;
  readonly link: KernelLink;
}

/**
 * Puts the sandbox's frame into the page and waits until its kernel can start a process.
 *
 * The frame is a document of its own, loaded by its URL. One given as text (srcdoc) or as a blob
 * would inherit the page's policy on top of its own, and the page's would have to allow inline
 * scripts and blobs for the frame's sake.
 */
export async function openFrame(
  url: string,
  { signal, timeoutMs, onStage }: BootOptions,
  disposing: AbortSignal,
): Promise<OpenFrame> {
  const late = AbortSignal.timeout(timeoutMs);
  const ending = AbortSignal.any([signal, disposing, late]);
  const element = createClosedFrame('Brownout sandbox');
  try {
    ending.throwIfAborted();
    onStage("Opening the sandbox's frame");
    await unlessAborted(loaded(element, url), ending);
    onStage('Starting its first process');
    const link = handshake(element);
    await unlessAborted(ready(link, url), ending);
    return { element, link };
  } catch (error) {
    element.remove();
    if (error instanceof SandboxError) throw error;
    throw whyEnded(late.aborted, timeoutMs, url);
  }
}

function loaded(element: HTMLIFrameElement, url: string): Promise<void> {
  return new Promise((resolve) => {
    element.addEventListener('load', () => resolve(), { once: true });
    element.src = url;
    document.body.append(element);
  });
}

function handshake(element: HTMLIFrameElement): KernelLink {
  const { port1, port2 } = new MessageChannel();
  openClosedFrame(element, HANDSHAKE, [port2]);
  return new KernelLink(port1);
}

function ready(link: KernelLink, url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    link.onBoot = (broken) => {
      if (broken === null) resolve();
      else reject(bootFailed(`The sandbox at ${url} cannot start a process: ${broken}.`));
    };
  });
}

function bootFailed(message: string): SandboxError {
  const hint = 'Reload the page. If it happens again, try another browser, or npm run lesson.';
  return new SandboxError('boot-failed', message, hint);
}

function whyEnded(late: boolean, timeoutMs: number, url: string): SandboxError {
  if (!late) {
    return bootAborted();
  }
  return new SandboxError(
    'boot-timeout',
    `The sandbox did not answer within ${timeoutMs / 1000} s.`,
    `Reload the page. If it happens again, look whether ${url} can be opened.`,
  );
}
