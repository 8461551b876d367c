import { Buffer } from 'buffer';
import { Readable, Writable } from 'readable-stream';
import { outOfRange } from '../errors/argument-error.ts';
import { invalidArgument } from '../errors/node-error.ts';
import {
  bytesOf,
  descriptorOf,
  encodingOf,
  flagsOf,
  modeOf,
  optionsOf,
  pathOf,
} from './arguments.ts';
import type { FileHandle } from './file-handle.ts';
import { type Later, runLater } from './forms.ts';
import type { OpenFiles } from './open-files.ts';
import type { Settled } from './unsynced.ts';

const HIGH_WATER_MARK_BYTES = 64 * 1024;

export interface StreamTools {
  readonly open: OpenFiles;
  readonly later: Later;
}

/** fs.createReadStream and fs.createWriteStream. */
export interface StreamMaker {
  readonly read: (path: unknown, options?: unknown) => ReadStream;
  readonly write: (path: unknown, options?: unknown) => WriteStream;
}

export function streamMaker(tools: StreamTools): StreamMaker {
  return {
    read: (path, options) => new ReadStream(tools, path, optionsOf(options)),
    write: (path, options) => new WriteStream(tools, path, optionsOf(options)),
  };
}

type Options = Readonly<Record<string, unknown>>;
type Done = (error?: Error | null) => void;

/** The open file under a stream: opened by path, or given as a descriptor or a FileHandle. */
class StreamFile {
  readonly path: string | undefined;
  fd: number | null;
  readonly handle: FileHandle | null;
  readonly #tools: StreamTools;
  readonly #flags: number;
  readonly #mode: number;

  constructor(tools: StreamTools, path: unknown, options: Options, defaultFlags: string) {
    const { handle, fd } = options;
    this.#tools = tools;
    this.handle = (handle as FileHandle | undefined) ?? null;
    if (this.handle !== null) this.fd = this.handle.fd;
    else this.fd = fd === undefined || fd === null ? null : descriptorOf(fd);
    this.path = this.fd === null ? pathOf(path) : undefined;
    this.#flags = flagsOf(options.flags ?? options.flag ?? defaultFlags);
    this.#mode = modeOf(options.mode, 0o666);
  }

  open(done: (error: Error | null, fd?: number) => void): void {
    const { path } = this;
    if (path === undefined) {
      done(null);
      return;
    }
    this.attempt(done, () => {
      this.fd = this.#tools.open.open(path, this.#flags, this.#mode);
      return this.fd;
    });
  }

  close(done: Done): void {
    const { fd, handle } = this;
    this.fd = null;
    if (fd === null) done();
    else if (handle === null) this.attempt(done, () => this.#tools.open.close(fd));
    else handle.close().then(() => done(), done);
  }

  /** Runs a system call in a later turn, for as long as the file is open. */
  attempt<T>(done: (error: Error | null, result?: Settled<T>) => void, call: () => T): void {
    runLater(this.#tools.later, call, (error, result) => done(error as Error | null, result));
  }
}

/** https://nodejs.org/docs/latest-v20.x/api/fs.html#class-fsreadstream */
export class ReadStream extends Readable {
  readonly path: string | undefined;
  readonly start: number | undefined;
  readonly end: number;
  bytesRead = 0;
  readonly #file: StreamFile;
  readonly #open: OpenFiles;
  #position: number | null;

  constructor(tools: StreamTools, path: unknown, options: Options) {
    const { highWaterMark = HIGH_WATER_MARK_BYTES, signal, emitClose = true } = options;
    const file = new StreamFile(tools, path, options, 'r');
    const { start, end } = rangeOf(options);
    super({
      highWaterMark: highWaterMark as number,
      emitClose: emitClose as boolean,
      autoDestroy: options.autoClose !== false,
      encoding: encodingOf(options.encoding) ?? undefined,
      signal: signal as AbortSignal | undefined,
      construct: (done: Done) => file.open((error, fd) => opened(this, error, fd, done)),
    } as ConstructorParameters<typeof Readable>[0]);
    this.path = file.path;
    this.start = start;
    this.end = end;
    this.#file = file;
    this.#open = tools.open;
    this.#position = start ?? null;
  }

  get fd(): number | null {
    return this.#file.fd;
  }

  get pending(): boolean {
    return this.#file.fd === null;
  }

  override _read(size: number): void {
    const { fd } = this.#file;
    if (fd === null) return;
    const left = this.end - (this.start ?? 0) + 1 - this.bytesRead;
    this.#file.attempt<Uint8Array>(
      (error, bytes) => {
        if (error !== null) this.destroy(error);
        else this.#take(bytes as Uint8Array);
      },
      () => this.#open.read(fd, Math.max(0, Math.min(size, left)), this.#position),
    );
  }

  #take(bytes: Uint8Array): void {
    this.bytesRead += bytes.length;
    if (this.#position !== null) this.#position += bytes.length;
    const end = bytes.length === 0;
    this.push(end ? null : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#file.close((failed) => done(error ?? failed ?? null));
  }

  close(callback?: Done): void {
    if (callback !== undefined) this.once('close', callback);
    this.destroy();
  }
}

/** https://nodejs.org/docs/latest-v20.x/api/fs.html#class-fswritestream */
export class WriteStream extends Writable {
  readonly path: string | undefined;
  readonly start: number | undefined;
  bytesWritten = 0;
  readonly #file: StreamFile;
  readonly #open: OpenFiles;
  readonly #flush: boolean;
  #position: number | null;

  constructor(tools: StreamTools, path: unknown, options: Options) {
    const { highWaterMark, signal, emitClose = true } = options;
    const file = new StreamFile(tools, path, options, 'w');
    const { start } = rangeOf(options);
    super({
      ...(highWaterMark === undefined ? {} : { highWaterMark: highWaterMark as number }),
      emitClose: emitClose as boolean,
      autoDestroy: options.autoClose !== false,
      defaultEncoding: encodingOf(options.encoding) ?? 'utf8',
      signal: signal as AbortSignal | undefined,
      construct: (done: Done) => file.open((error, fd) => opened(this, error, fd, done)),
    } as ConstructorParameters<typeof Writable>[0]);
    this.path = file.path;
    this.start = start;
    this.#file = file;
    this.#open = tools.open;
    this.#flush = options.flush === true;
    this.#position = start ?? null;
  }

  get fd(): number | null {
    return this.#file.fd;
  }

  get pending(): boolean {
    return this.#file.fd === null;
  }

  override _write(chunk: unknown, encoding: string, done: Done): void {
    const { fd } = this.#file;
    if (fd === null) {
      done(new Error('WriteStream is closed: nothing can be written to it any more.'));
      return;
    }
    const bytes = bytesOf(chunk, encodingOf(encoding), 'chunk');
    this.#file.attempt<number>(
      (error, written = 0) => {
        this.bytesWritten += written;
        if (this.#position !== null) this.#position += written;
        done(error);
      },
      () => this.#open.write(fd, bytes, this.#position),
    );
  }

  override _final(done: Done): void {
    const { fd } = this.#file;
    if (!this.#flush || fd === null) done();
    else this.#file.attempt(done, () => this.#open.sync(fd, 'fsync'));
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#file.close((failed) => done(error ?? failed ?? null));
  }

  /** Ends the stream: what was written before is on the disk when the callback is called. */
  close(callback?: Done): void {
    if (callback !== undefined && this.closed) this.#file.attempt(callback, () => undefined);
    else if (callback !== undefined) this.once('close', callback);
    this.end();
  }
}

function opened(
  stream: { emit(event: string, ...given: unknown[]): boolean },
  error: Error | null,
  fd: number | undefined,
  done: Done,
): void {
  done(error);
  if (error !== null || fd === undefined) return;
  stream.emit('open', fd);
  stream.emit('ready');
}

function rangeOf(options: Options): { start: number | undefined; end: number } {
  const start = options.start;
  const end = options.end ?? Infinity;
  if (start !== undefined && typeof start !== 'number') {
    throw invalidArgument('start', 'of type number', start);
  }
  if (typeof end !== 'number') throw invalidArgument('end', 'of type number', end);
  if (start !== undefined && start > end) {
    throw outOfRange('start', `<= "end" (here: ${end})`, start);
  }
  return { start, end };
}
