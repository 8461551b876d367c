/** The check itself went wrong: nothing is said of the learner's code. */
export class CheckerError extends Error {
  override readonly name = 'CheckerError';
  /** What to do next. */
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.hint = hint;
  }
}
