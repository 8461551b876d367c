/**
 * A response whose body is there already. Engines make a stream of every body and read that, which
 * takes most of the time of a request in the simulator: here only whoever asks for the stream, or
 * for what is made of it, has one.
 */
export class WholeResponse extends Response {
  readonly #bytes: Uint8Array<ArrayBuffer>;
  #isRead = false;
  #streamed: Response | null = null;

  constructor(bytes: Uint8Array<ArrayBuffer>, init: ResponseInit) {
    super(null, init);
    this.#bytes = bytes;
  }

  override get body(): Response['body'] {
    return this.#engines().body;
  }

  override get bodyUsed(): boolean {
    return this.#isRead || (this.#streamed?.bodyUsed ?? false);
  }

  override async arrayBuffer(): Promise<ArrayBuffer> {
    // A copy of its own: in Node the bytes may be a part of what a socket has read.
    return this.#canRead() ? new Uint8Array(this.#read()).buffer : this.#engines().arrayBuffer();
  }

  override async text(): Promise<string> {
    return this.#canRead() ? new TextDecoder().decode(this.#read()) : this.#engines().text();
  }

  override async json(): Promise<unknown> {
    return JSON.parse(await this.text());
  }

  override async blob(): Promise<Blob> {
    return this.#engines().blob();
  }

  override async formData(): Promise<FormData> {
    return this.#engines().formData();
  }

  override clone(): Response {
    return this.#engines().clone();
  }

  #canRead(): boolean {
    return !this.#isRead && this.#streamed === null;
  }

  #read(): Uint8Array<ArrayBuffer> {
    this.#isRead = true;
    return this.#bytes;
  }

  /** The engine's own response, in the same state: it refuses as engines do when it has been read. */
  #engines(): Response {
    if (this.#streamed !== null) return this.#streamed;
    const { status, statusText, headers } = this;
    this.#streamed = new Response(this.#bytes, { status, statusText, headers });
    if (this.#isRead) void this.#streamed.arrayBuffer();
    return this.#streamed;
  }
}
