/** A bank's no. Any other error means that the bank gave no answer: it may or may not have done it. */
export class Refused extends Error {}

/** How long to wait for an answer, in milliseconds. */
const LIMIT_MS = 2000;

/** A bank as the coordinator sees it: XA's verbs, each a request. */
export class Bank {
  readonly name: string;
  readonly #url: string;

  constructor(name: string, url: string) {
    this.name = name;
    this.#url = url;
  }

  async start(xid: string): Promise<void> {
    await this.#send('POST', `/xa/start/${xid}`);
  }

  /** The statement: what is to change. Refused when there is no such account, or too little in it. */
  async add(xid: string, account: string, cents: number): Promise<void> {
    await this.#send('POST', `/accounts/${account}?add=${cents}&xid=${xid}`);
  }

  async end(xid: string): Promise<void> {
    await this.#send('POST', `/xa/end/${xid}`);
  }

  /** Resolves when the bank has promised that it can do either, even after a crash. */
  async prepare(xid: string): Promise<void> {
    await this.#send('POST', `/xa/prepare/${xid}`);
  }

  /** Does nothing where the bank does not know the xid: it has done this before. */
  async commit(xid: string): Promise<void> {
    await this.#send('POST', `/xa/commit/${xid}`, { orUnknown: true });
  }

  /** The same: what the bank does not know is not there to be rolled back. */
  async rollback(xid: string): Promise<void> {
    await this.#send('POST', `/xa/rollback/${xid}`, { orUnknown: true });
  }

  /** The xids that are prepared here, and wait to hear how they end. */
  async recover(): Promise<string[]> {
    return (await this.#send('GET', '/xa/recover')) as string[];
  }

  async #send(method: string, path: string, { orUnknown = false } = {}): Promise<unknown> {
    const signal = AbortSignal.timeout(LIMIT_MS);
    const reply = await fetch(this.#url + path, { method, signal });
    const text = await reply.text();
    if (reply.ok) return JSON.parse(text);
    if (reply.status === 404 && orUnknown) return undefined;
    throw new Refused(`${this.name} refuses ${method} ${path}: ${text}`);
  }
}

export const bankA = new Bank('bank-a', process.env.BANK_A ?? 'http://127.0.0.1:8081');
export const bankB = new Bank('bank-b', process.env.BANK_B ?? 'http://127.0.0.1:8082');
