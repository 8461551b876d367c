import { crc32 } from './crc32.ts';

const HEADER_BYTES = 8;

/** Records as they stand in the log, one after another: length, CRC-32, the record. */
export function frame(records: readonly Uint8Array[]): Uint8Array {
  const length = records.reduce((sum, record) => sum + HEADER_BYTES + record.length, 0);
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const record of records) {
    view.setUint32(at, record.length);
    view.setUint32(at + 4, crc32(record));
    bytes.set(record, at + HEADER_BYTES);
    at += HEADER_BYTES + record.length;
  }
  return bytes;
}

export interface Unframed {
  readonly records: readonly Uint8Array[];
  /** Where the whole records end; what stands behind is part of one that was being written. */
  readonly wholeBytes: number;
}

/** The records of a log, up to the first that is cut off or damaged. */
export function unframe(bytes: Uint8Array): Unframed {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const records: Uint8Array[] = [];
  let at = 0;
  while (at + HEADER_BYTES <= bytes.length) {
    const end = at + HEADER_BYTES + view.getUint32(at);
    if (end > bytes.length) break;
    const record = bytes.subarray(at + HEADER_BYTES, end);
    if (crc32(record) !== view.getUint32(at + 4)) break;
    records.push(record);
    at = end;
  }
  return { records, wholeBytes: at };
}
