import type { Node } from '../../../../runtime/compile/syntax/ast.ts';
import { startWithComments } from './source-file.ts';

interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Changes to a text, by its own offsets. What is within something taken out goes with it. */
export class Edits {
  readonly source: string;
  readonly #edits: Edit[] = [];

  constructor(source: string) {
    this.source = source;
  }

  replace(from: number, to: number, text: string): void {
    this.#edits.push({ from, to, text });
  }

  /** Takes out a statement or a member, its documentation included. */
  remove(node: Node): void {
    this.replace(startWithComments(node), node.end as number, '');
  }

  /** Takes out an item of a list, with the comma after it. */
  removeItem(node: Node): void {
    const end = node.end as number;
    const comma = /^\s*,/.exec(this.source.slice(end));
    this.replace(node.start as number, end + (comma?.[0].length ?? 0), '');
  }

  /** The text, or a part of it, as changed. */
  applied(from = 0, to = this.source.length): string {
    const inOrder = this.#edits.toSorted((a, b) => a.from - b.from || b.to - a.to);
    let result = '';
    let at = from;
    for (const edit of inOrder) {
      if (edit.from < at || edit.to > to) continue;
      result += this.source.slice(at, edit.from) + edit.text;
      at = edit.to;
    }
    return result + this.source.slice(at, to);
  }
}
