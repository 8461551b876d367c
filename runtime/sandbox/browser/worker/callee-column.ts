/** A call's `new` and the objects that its callee is a member of, then the callee's own name. */
const CALLEE =
  /(\bnew\s+(?:[\p{ID_Continue}$]+\s*\.\s*)*)?[\p{ID_Start}$_][\p{ID_Continue}$]*\s*$/u;

/**
 * WebKit places a call at its opening bracket, as Firefox does where a plain name is called; Node at
 * the name of what is called, or at `new`. A member that is read WebKit places at its dot, Node at
 * its name. Takes a line and a column of it as such an engine gives it (1-based), returns Node's.
 */
export function calleeColumn(line: string, column: number): number {
  if (line[column - 1] === '.') return column + 1;
  if (line[column - 1] !== '(') return column;
  const callee = CALLEE.exec(line.slice(0, column - 1));
  return callee === null ? column : callee.index + 1;
}
