/** Exit codes, as a script that calls us sees them. */
export const EXIT = { passed: 0, failed: 1, refused: 2, interrupted: 130 } as const;

/** A command that cannot do what was asked. The message says why, the hint what to do next. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.hint = hint;
  }
}
