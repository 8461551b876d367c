import { sameFetchAsNode } from './testing.ts';
import { handle } from './testing-server.ts';

sameFetchAsNode(handle, [
  [
    'aborted before',
    ({ AbortSignal, fetch }, server) => {
      return fetch(server.url('/echo'), { signal: AbortSignal.abort() });
    },
  ],
  [
    'aborted before, with a reason',
    ({ AbortSignal, fetch }, server) => {
      return fetch(server.url('/echo'), { signal: AbortSignal.abort('why') });
    },
  ],
  [
    'aborted at once',
    ({ AbortController, fetch }, server) => {
      const controller = new AbortController();
      const fetching = fetch(server.url('/never'), { signal: controller.signal });
      controller.abort(new RangeError('why'));
      return fetching;
    },
  ],
  [
    "aborted by the request's own signal",
    ({ AbortController, fetch, Request }, server) => {
      const controller = new AbortController();
      const request = new Request(server.url('/never'), { signal: controller.signal });
      const fetching = fetch(request);
      controller.abort('why');
      return fetching;
    },
  ],
  [
    'aborted while a body is read',
    async ({ AbortController, fetch }, server) => {
      const controller = new AbortController();
      const response = await fetch(server.url('/begin'), { signal: controller.signal });
      const reading = response.text();
      controller.abort('why');
      return reading;
    },
  ],
  [
    'aborted while a body is read as a stream',
    async ({ AbortController, fetch }, server) => {
      const controller = new AbortController();
      const response = await fetch(server.url('/begin'), { signal: controller.signal });
      const reader = response.body?.getReader();
      const closed = reader?.closed.catch((reason) => `closed ${reason}`);
      await reader?.read();
      controller.abort();
      return [String(await reader?.read().catch((reason) => reason)), await closed];
    },
  ],
  [
    'aborted before a body is read',
    async ({ AbortController, fetch }, server) => {
      const controller = new AbortController();
      const response = await fetch(server.url('/begin'), { signal: controller.signal });
      controller.abort('why');
      return response.text();
    },
  ],
  [
    'aborted when all was read',
    async ({ AbortController, fetch }, server) => {
      const controller = new AbortController();
      const response = await fetch(server.url('/echo'), { signal: controller.signal });
      const text = await response.text();
      controller.abort('why');
      return text;
    },
  ],
  [
    'a body that is cancelled',
    async ({ fetch }, server) => {
      const response = await fetch(server.url('/begin'));
      await response.body?.cancel('why');
      return [response.bodyUsed, response.body?.locked];
    },
  ],
]);
