import { perProcess } from '../../current.ts';
import { invalidArgument } from '../../errors/node-error.ts';
import { randomUuid } from '../bytes.ts';
import { host } from '../host.ts';
import { Blob } from './blob.ts';

/** URLs that stand for blobs of this process, and what they stand for. */
const blobs = perProcess(() => new Map<string, Blob>());

/** URL.createObjectURL: a `blob:` URL that fetch understands, until it is revoked. */
export function createObjectURL(blob: Blob): string {
  if (!(blob instanceof Blob)) throw invalidArgument('obj', 'an instance of Blob', blob);
  const url = `blob:nodedata:${randomUuid(host.random)}`;
  blobs().set(url, blob);
  return url;
}

/** URL.revokeObjectURL. */
export function revokeObjectURL(url: string): void {
  blobs().delete(`${url}`);
}

/** node:buffer's resolveObjectURL: undefined when the URL stands for nothing. */
export function resolveObjectURL(url: string): Blob | undefined {
  return blobs().get(`${url}`);
}
