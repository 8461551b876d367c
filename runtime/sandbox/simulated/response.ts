import type { Driver } from './driver.ts';

/** The same answer, for which virtual time passes while somebody waits for more of its body. */
export function driven(response: Response, driver: Driver): Response {
  if (response.body === null) return response;
  const reader = response.body.getReader();
  // Engines that clean up young objects take bodies for alive: a read one is to keep nothing alive.
  let by: Driver | null = driver;
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        const { done, value } = (await by?.waitFor(reader.read())) ?? { done: true };
        if (!done) {
          controller.enqueue(value);
          return;
        }
        by = null;
        controller.close();
      },
      cancel: (reason) => {
        by = null;
        return reader.cancel(reason);
      },
    },
    // Asked only when somebody reads.
    { highWaterMark: 0 },
  );
  const { status, statusText, headers } = response;
  return new Response(body, { status, statusText, headers });
}
