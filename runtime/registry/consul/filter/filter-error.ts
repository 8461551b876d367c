/** A filter that cannot be read, or that does not fit what it filters; the text is go-bexpr's. */
export class FilterError extends Error {
  override readonly name = 'FilterError';
}
