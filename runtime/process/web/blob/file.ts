import { missingArguments } from '../arguments.ts';
import { host } from '../host.ts';
import { type Inspect, type InspectOptions, inspectAs, inspectCustom } from '../inspect.ts';
import { scalarString } from '../webidl.ts';
import { Blob, type BlobOptions, type BlobPart } from './blob.ts';

export interface FileOptions extends BlobOptions {
  lastModified?: number;
}

/** A blob with a name and a time. https://w3c.github.io/FileAPI/#file-section */
export class File extends Blob {
  readonly #name: string;
  readonly #lastModifiedMs: number;

  constructor(
    ...[parts, name, options]: [
      parts: Iterable<BlobPart>,
      name: string,
      options?: FileOptions | null,
    ]
  ) {
    if (parts === undefined || name === undefined) throw missingArguments('fileBits', 'fileName');
    super(parts, options);
    const given = options?.lastModified;
    this.#name = scalarString(name);
    this.#lastModifiedMs = given === undefined ? host.clock.epochMs() : Number(given) || 0;
  }

  get name(): string {
    return this.#name;
  }

  /** Milliseconds since the Unix epoch. */
  get lastModified(): number {
    return this.#lastModifiedMs;
  }

  override [inspectCustom](depth: number, options: InspectOptions, inspect: Inspect): string {
    const { size, type, name, lastModified } = this;
    return inspectAs('File', { size, type, name, lastModified }, depth, options, inspect);
  }

  override get [Symbol.toStringTag](): string {
    return 'File';
  }
}
