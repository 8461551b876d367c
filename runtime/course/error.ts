/** Something is wrong with the course's own files. Says which file, what, and how to mend it. */
export class CourseError extends Error {
  override readonly name = 'CourseError';
  readonly file: string;

  constructor(file: string, problem: string) {
    super(`${file}: ${problem}`);
    this.file = file;
  }
}
