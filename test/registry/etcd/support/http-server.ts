import { request as httpRequest } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { MessageLog, type Server, type Stream } from './server.ts';

const POLL_MS = 10;

/** A server behind a URL, on real time. */
export class HttpServer implements Server {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  async call(method: string, path: string, body?: string) {
    const init = method === 'GET' ? { method } : { method, body: body ?? '' };
    const response = await fetch(this.#url + path, init);
    const contentType = response.headers.get('content-type');
    return { status: response.status, contentType, text: await response.text() };
  }

  open(path: string, firstPart: string): Stream {
    const request = httpRequest(this.#url + path, { method: 'POST', agent: false });
    const log = new MessageLog();
    let status: number | null = null;
    let hasEnded = false;
    request.on('error', () => {});
    request.on('response', (response) => {
      status = response.statusCode ?? null;
      response.setEncoding('utf8').on('error', () => {});
      response.on('data', (text: string) => log.push(text));
      response.on('end', () => {
        log.end();
        hasEnded = true;
      });
    });
    request.write(firstPart);
    return {
      get status() {
        return status;
      },
      get hasEnded() {
        return hasEnded;
      },
      get received() {
        return log.messages;
      },
      take: () => log.take(),
      send: (part) => request.write(part),
      endBody: () => request.end(),
      wait: async (until, withinMs) => {
        const deadlineMs = performance.now() + withinMs;
        while (!until() && performance.now() < deadlineMs) await sleep(POLL_MS);
      },
      close: () => request.destroy(),
    };
  }

  async pass(ms: number): Promise<void> {
    await sleep(ms);
  }
}
