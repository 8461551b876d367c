/** A partner's no. Any other error means that no answer came: it may or may not have done it. */
export class Refused extends Error {}

/** How long to wait for an answer, in milliseconds. */
const LIMIT_MS = Number(process.env.LIMIT_MS ?? 2000);

/** A service that an order needs something of. */
export class Partner {
  readonly name: string;
  readonly #url: string;

  constructor(name: string, url: string) {
    this.name = name;
    this.#url = url;
  }

  /** Takes so much of something for an order. With the same key again it does nothing more. */
  async book(key: string, order: string, of: string, count: number): Promise<void> {
    await this.#send('POST', `/${this.name}/${key}?order=${order}&of=${of}&count=${count}`);
  }

  /** Gives back what was booked with the key; after this nothing can be booked with it. */
  async cancel(key: string): Promise<void> {
    await this.#send('DELETE', `/${this.name}/${key}`);
  }

  async #send(method: string, path: string): Promise<void> {
    const signal = AbortSignal.timeout(LIMIT_MS);
    const reply = await fetch(this.#url + path, { method, signal });
    const text = await reply.text();
    if (!reply.ok) throw new Refused(`${this.name} refuses ${method} ${path}: ${text}`);
  }
}

export const stock = new Partner('stock', process.env.STOCK ?? 'http://127.0.0.1:8081');
export const payments = new Partner('payments', process.env.PAYMENTS ?? 'http://127.0.0.1:8082');
export const shipping = new Partner('shipping', process.env.SHIPPING ?? 'http://127.0.0.1:8083');
