import { EventEmitter } from '../events/index.ts';
import { bytesOf, encodingOf, optionsOf } from './arguments.ts';
import { inLaterTurn, type Later } from './forms.ts';
import type { prepareOpenFiles, ReadResult, WriteResult } from './prepare-open-files.ts';
import type { prepareWholeFiles } from './prepare-whole-files.ts';
import { ReadLines } from './read-lines.ts';
import type { Stats } from './stats.ts';
import type { ReadStream, StreamMaker, WriteStream } from './streams.ts';
import type { Settled } from './unsynced.ts';

export interface HandleTools {
  readonly later: Later;
  readonly whole: ReturnType<typeof prepareWholeFiles>;
  readonly open: ReturnType<typeof prepareOpenFiles>;
  readonly streams: StreamMaker;
}

const CLOSED = -1;

/** What fs.promises.open gives. https://nodejs.org/docs/latest-v20.x/api/fs.html#class-filehandle */
export class FileHandle extends EventEmitter {
  readonly #tools: HandleTools;
  #fd: number;
  /** Operations that have begun and not ended. */
  #underWay = 0;
  #unused: () => void = () => {};
  #closing: Promise<void> | null = null;

  constructor(fd: number, tools: HandleTools) {
    super();
    this.#fd = fd;
    this.#tools = tools;
  }

  get fd(): number {
    return this.#fd;
  }

  async read(buffer?: unknown, ...rest: unknown[]): Promise<ReadResult> {
    return this.#run('read', (fd) => this.#tools.open.read(fd, buffer, ...rest));
  }

  async write(data: unknown, ...rest: unknown[]): Promise<WriteResult> {
    return this.#run('write', (fd) => this.#tools.open.write(fd, data, ...rest));
  }

  async writev(buffers: readonly ArrayBufferView[], position?: number) {
    return this.#run('writev', (fd) => this.#tools.open.writev(fd, buffers, position));
  }

  async readFile(options?: unknown): Promise<string | Uint8Array> {
    return this.#run('read', (fd) => this.#tools.whole.readFile(fd, options));
  }

  async writeFile(data: unknown, options?: unknown): Promise<void> {
    return this.#use('write', async (fd) => {
      const bytes = await collected(data, options);
      return inLaterTurn(this.#tools.later, this.#tools.whole.writeFile(fd, bytes, options));
    });
  }

  /** The same as writeFile: both write where the last write ended. */
  async appendFile(data: unknown, options?: unknown): Promise<void> {
    return this.writeFile(data, options);
  }

  async sync(): Promise<void> {
    return this.#run('fsync', (fd) => this.#tools.open.fsync(fd));
  }

  async datasync(): Promise<void> {
    return this.#run('fdatasync', (fd) => this.#tools.open.fdatasync(fd));
  }

  async stat(): Promise<Stats> {
    return this.#run('fstat', (fd) => this.#tools.open.fstat(fd));
  }

  async truncate(length?: number): Promise<void> {
    return this.#run('ftruncate', (fd) => this.#tools.open.ftruncate(fd, length));
  }

  async chmod(mode: number | string): Promise<void> {
    return this.#run('fchmod', (fd) => this.#tools.open.fchmod(fd, mode));
  }

  async utimes(accessed: unknown, modified: unknown): Promise<void> {
    return this.#run('futimes', (fd) => this.#tools.open.futimes(fd, accessed, modified));
  }

  createReadStream(options?: object): ReadStream {
    return this.#tools.streams.read('', { ...options, handle: this });
  }

  readLines(options?: object): ReadLines {
    return new ReadLines(this.createReadStream(options));
  }

  createWriteStream(options?: object): WriteStream {
    return this.#tools.streams.write('', { ...options, handle: this });
  }

  /** Closes the file when what is under way with it has ended; closing it again does nothing. */
  async close(): Promise<void> {
    this.#closing ??= this.#close();
    await this.#closing;
  }

  async #close(): Promise<void> {
    while (this.#underWay > 0) {
      await new Promise<void>((resolve) => {
        this.#unused = resolve;
      });
    }
    const close = this.#tools.open.close(this.#fd);
    this.#fd = CLOSED;
    await inLaterTurn(this.#tools.later, close);
    this.emit('close');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #run<T>(syscall: string, prepare: (fd: number) => () => T): Promise<Settled<T>> {
    return this.#use(syscall, (fd) => inLaterTurn(this.#tools.later, prepare(fd)));
  }

  async #use<T>(syscall: string, use: (fd: number) => Promise<T>): Promise<T> {
    if (this.#fd === CLOSED) {
      throw Object.assign(new Error('file closed'), { code: 'EBADF', syscall });
    }
    this.#underWay += 1;
    try {
      return await use(this.#fd);
    } finally {
      this.#underWay -= 1;
      if (this.#underWay === 0) this.#unused();
    }
  }
}

/** Data for a promise form of writeFile: as it is, or gathered from an (async) iterable. */
export async function collected(data: unknown, options: unknown): Promise<unknown> {
  const iterable = data as Partial<AsyncIterable<unknown> & Iterable<unknown>> | null;
  if (typeof data !== 'object' || iterable === null || ArrayBuffer.isView(data)) return data;
  if (!iterable[Symbol.asyncIterator] && !iterable[Symbol.iterator]) return data;
  const encoding = encodingOf(optionsOf(options).encoding);
  const parts: Uint8Array[] = [];
  for await (const part of iterable as AsyncIterable<unknown>) parts.push(bytesOf(part, encoding));
  const whole = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
