import type { Socket } from 'node:net';
import type { End } from '../../../network/index.ts';
import { type Flow, Framer, NO_BYTES, type RawPart, type Reading } from '../http1/index.ts';

/** What may be under way from one sender, in bytes: then its reader holds it back. */
const WINDOW_BYTES = 256 * 1024;

/** Tells that no more comes this way, while the other way goes on: a half-closed connection. */
export const FIN: RawPart = { kind: 'bytes', bytes: NO_BYTES, raw: NO_BYTES, flow: null };

/** Who hears what is read from a wire. */
export interface Hearer {
  part(part: RawPart): void;
  /** No more comes. Who speaks HTTP/1 is through with that; others may still want to hear. */
  finished(isHttp: boolean): void;
  /** Whoever is at this end is gone, in order. */
  left(): void;
  reset(): void;
}

/** One end of a connection, as a socket: what comes is read as HTTP/1 where it is, what goes is kept as it was. */
export class Wire implements End<RawPart>, Flow {
  readonly #reading: Reading;
  readonly #framer: Framer;
  /** What is to be said when the socket is there, and nothing is held back. */
  readonly #unsaid: (() => void)[] = [];
  readonly #awaited: { readonly bytes: number; readonly seen: () => void }[] = [];
  #socket: Socket | null = null;
  #hearer: Hearer | null = null;
  #isHeld = false;
  #underWayBytes = 0;
  #isCorked = false;
  #isClosing = false;
  #isOver = false;

  constructor(reading: Reading) {
    this.#reading = reading;
    this.#framer = new Framer(reading, this, (part) => {
      this.#underWayBytes += sizeOf(part);
      this.#hearer?.part(part);
    });
  }

  /** The socket is there: what was said to it before is sent now. */
  attach(socket: Socket): void {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('error', () => {});
    socket.once('close', (hadError) => this.#closed(hadError));
    if (this.#isOver) {
      socket.destroy();
      return;
    }
    this.#sayAll();
    this.#read();
  }

  /** Begins to read, for whoever hears it. */
  tell(hearer: Hearer): void {
    this.#hearer = hearer;
    if (this.#isOver) this.#leave();
    else this.#read();
  }

  part(part: RawPart): void {
    if (part.kind === 'credit') this.arrived(part.bytes);
    else this.#say(() => this.#write(part));
  }

  ended(): void {
    this.#hearer = null;
    this.#say(() => {
      this.#socket?.end();
      // What still comes has no reader any more, and must not hold its sender back.
      this.#socket?.resume();
      this.#tellAwaited();
    });
  }

  /** What was sent before arrives first. */
  reset(): void {
    this.#hearer = null;
    this.#say(() => {
      this.#uncork();
      this.#socket?.resetAndDestroy();
    });
  }

  /** The process at this end stands still: what is said to it waits. */
  hold(): void {
    this.#isHeld = true;
  }

  release(): void {
    this.#isHeld = false;
    this.#sayAll();
  }

  /** Its process crashes now: nothing more goes to it, and nothing that comes from it is heard. */
  crash(): void {
    this.#isOver = true;
    this.#socket?.destroy();
    this.#leave();
  }

  /** The process at this end has closed it, and reads no more: what it said before is heard first. */
  closedByOwner(): void {
    this.#isClosing = true;
    const socket = this.#socket;
    if (socket === null || socket.readableEnded || socket.destroyed) this.#leave();
    else socket.resume();
  }

  /** Calls back when so many bytes have been read and heard, or never will be. */
  whenRead(bytes: number, seen: () => void): void {
    this.#awaited.push({ bytes, seen });
    this.#tellAwaited();
  }

  arrived(bytes: number): void {
    this.#underWayBytes -= bytes;
    const socket = this.#socket;
    if (this.#underWayBytes <= WINDOW_BYTES / 2 && socket?.isPaused()) socket.resume();
  }

  #say(what: () => void): void {
    if (this.#isOver) return;
    this.#unsaid.push(what);
    if (this.#unsaid.length === 1) this.#sayAll();
  }

  #sayAll(): void {
    for (;;) {
      const [first] = this.#unsaid;
      if (first === undefined || this.#socket === null || this.#isHeld) return;
      first();
      this.#unsaid.shift();
    }
  }

  #write(part: RawPart): void {
    const socket = this.#socket;
    this.#reading.answered(part);
    const { flow, raw } = part;
    if (socket === null || !socket.writable) {
      flow?.arrived(sizeOf(part));
    } else if (part === FIN) {
      socket.end();
    } else if (raw.length > 0) {
      this.#cork(socket);
      if (flow === null) socket.write(raw);
      else socket.write(raw, () => flow.arrived(sizeOf(part)));
    }
  }

  #read(): void {
    const socket = this.#socket;
    if (socket === null || this.#hearer === null || this.#isOver) return;
    socket.on('data', (chunk) => {
      if (this.#hearer === null) return;
      this.#framer.push(chunk);
      if (this.#underWayBytes > WINDOW_BYTES) socket.pause();
      this.#tellAwaited();
    });
    socket.once('end', () => {
      const isHttp = this.#framer.isHttp || this.#reading.isAsking;
      this.#framer.finish();
      if (this.#isClosing) this.#leave();
      else this.#hearer?.finished(isHttp);
    });
  }

  #leave(): void {
    const hearer = this.#hearer;
    this.#hearer = null;
    hearer?.left();
  }

  #closed(hadError: boolean): void {
    const hearer = this.#hearer;
    this.#hearer = null;
    this.#isOver = true;
    this.#unsaid.length = 0;
    this.#tellAwaited();
    if (hadError || !this.#socket?.readableEnded) hearer?.reset();
  }

  #tellAwaited(): void {
    if (this.#awaited.length === 0) return;
    const socket = this.#socket;
    const isStuck =
      this.#isOver || socket?.isPaused() === true || (socket !== null && this.#hearer === null);
    const read = socket?.bytesRead ?? 0;
    const ready = this.#awaited.filter(({ bytes }) => isStuck || bytes <= read);
    for (const one of ready) this.#awaited.splice(this.#awaited.indexOf(one), 1);
    for (const { seen } of ready) seen();
  }

  /** Parts that go at once go as one, and not before whoever said them has done so. */
  #cork(socket: Socket): void {
    if (this.#isCorked) return;
    this.#isCorked = true;
    socket.cork();
    process.nextTick(() => this.#uncork());
  }

  #uncork(): void {
    if (!this.#isCorked) return;
    this.#isCorked = false;
    this.#socket?.uncork();
  }
}

function sizeOf(part: RawPart): number {
  return part.kind === 'body' || part.kind === 'bytes' ? part.bytes.length : 0;
}
