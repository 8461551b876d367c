/**
 * The web platform as Node gives it to programs: events, abort, streams, blobs, messages and fetch,
 * in JavaScript that settles by promises alone and reaches the world through a WebHost.
 */
import { AbortController } from './abort/abort-controller.ts';
import { AbortSignal } from './abort/abort-signal.ts';
import { Blob } from './blob/blob.ts';
import { File } from './blob/file.ts';
import { FormData } from './body/form-data.ts';
import { DOMException } from './dom-exception.ts';
import { TextDecoder } from './encoding/text-decoder.ts';
import { CustomEvent, Event } from './events/event.ts';
import { EventTarget } from './events/event-target.ts';
import { createFetch, type Fetch } from './fetch/fetch.ts';
import { Headers } from './headers/headers.ts';
import { runWebOn, type WebHost } from './host.ts';
import { Request } from './messages/request.ts';
import { Response } from './messages/response.ts';
import * as streams from './streams/index.ts';
import { URL } from './url/url.ts';
import { URLSearchParams } from './url/url-search-params.ts';

export { createObjectURL, resolveObjectURL, revokeObjectURL } from './blob/object-url.ts';
export type { Fetch } from './fetch/fetch.ts';
export type { WebHost } from './host.ts';

/** What processes share; `fetch` is each process's own. */
export const sharedWeb = {
  AbortController,
  AbortSignal,
  Blob,
  CustomEvent,
  DOMException,
  Event,
  EventTarget,
  File,
  FormData,
  Headers,
  Request,
  Response,
  TextDecoder,
  URL,
  URLSearchParams,
  ...streams,
  fetch: null as unknown as Fetch,
};

/** What the web platform puts into a process's globals. */
export type WebGlobals = typeof sharedWeb;

/**
 * The web platform of the current process. The classes are those of every process, what they reach
 * is the host of the current one, and fetch has a pool of its own.
 */
export function createWeb(host: WebHost): WebGlobals {
  runWebOn(host);
  // Copied and then filled in: what is copied and then added to is slow in V8 (Node 20).
  const web = { ...sharedWeb };
  web.fetch = createFetch();
  return web;
}
