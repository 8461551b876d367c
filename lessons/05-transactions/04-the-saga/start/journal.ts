import { open } from 'node:fs/promises';

/** A log on disk: records are added at its end, and never changed. */
export interface Journal<Entry> {
  /** What was in it when it was opened, the oldest first. */
  readonly entries: readonly Entry[];
  /** Hands an entry to the operating system. It outlives the process, but no loss of power. */
  write(entry: Entry): Promise<void>;
  /** Resolves when all that was written is on the disk itself (fsync). */
  sync(): Promise<void>;
}

export async function openJournal<Entry>(file: string): Promise<Journal<Entry>> {
  const handle = await open(file, 'a+');
  const text = await handle.readFile('utf8');
  // A process that was killed may have left what is not on the disk yet, and we are about to rely on it.
  await handle.sync();
  return {
    entries: text.split('\n').flatMap((line) => readLine<Entry>(line)),
    // The line break comes first: the last line may be torn, and must not take this one with it.
    write: (entry) => handle.appendFile(`\n${JSON.stringify(entry)}`),
    sync: () => handle.sync(),
  };
}

/** Nothing for a line that was being written when the power failed. */
function readLine<Entry>(line: string): Entry[] {
  try {
    return [JSON.parse(line)];
  } catch {
    return [];
  }
}
