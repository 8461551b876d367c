/** The log on the disk cannot be read. Says which line, and what to do. */
export class LogDamaged extends Error {
  override readonly name = 'LogDamaged';

  constructor(file: string, line: number) {
    super(
      `${file}: line ${line} is damaged. Restore the file from a copy, or move it away to start empty.`,
    );
  }
}
