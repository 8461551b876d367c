import type { Module } from '../module.ts';
import {
  eachChild,
  endOf,
  type FunctionNode,
  isFunction,
  type Node,
  type NodeOf,
  type Program,
  startOf,
} from '../syntax/ast.ts';
import type { Edits } from './edits.ts';

/**
 * AsyncLocalStorage needs every async function to find its context again after an await, and no
 * browser does that. So in programs that use it the linker rewrites awaits: each call of an async
 * function gets a continuation `here`, and
 *
 *     await x              here.resumed(here.suspended(x),await here.operand)
 *     catch { … }          catch {here.restored(); … }           and so in `finally`
 *     for await (a of b)   for await (a of here.each(b)) {here.restored(); …} here.restored();
 *     yield* x             here.restored(yield* here.each(x))    in async generators
 *
 * The function itself still awaits the very same value: nothing settles sooner or later than it
 * would have. No line moves.
 */

/** What a rewritten async function calls first, once for each of its own calls. */
export type FollowAwaits = () => AwaitFollower;

/** The members that rewritten code uses. */
export interface AwaitFollower {
  readonly operand: unknown;
  suspended(value: unknown): unknown;
  resumed(context: never, value: unknown): unknown;
  restored(value?: unknown): unknown;
  each(sequence: unknown): unknown;
}

export interface FollowNames {
  /** The function that makes a continuation. */
  readonly follow: string;
  /** The variable that holds it. */
  readonly here: string;
}

/** Modules of Node that keep contexts: node:test knows by them which test a call belongs to. */
const KEEP_CONTEXTS = new Set(['async_hooks', 'test']);

/** Whether a program keeps contexts, so that all of its modules are to be rewritten. */
export function usesAsyncContext(modules: readonly Module[]): boolean {
  return modules.some(({ imports }) =>
    imports.some(({ target }) => target.kind === 'builtin' && KEEP_CONTEXTS.has(target.name)),
  );
}

/**
 * Rewrites every await of a module. It must edit before anything else does: where its edits meet
 * those of others at one place, its own are the inner ones.
 */
export function followAsyncContext(program: Program, edits: Edits, names: FollowNames): void {
  const rewriting = new AwaitRewriting(edits, names);
  rewriting.visitBody(program, 0, true);
}

type LoopNode = NodeOf<
  'ForOfStatement' | 'ForInStatement' | 'ForStatement' | 'WhileStatement' | 'DoWhileStatement'
>;

class AwaitRewriting {
  readonly #edits: Edits;
  readonly #follow: string;
  readonly #here: string;
  /** Whether the function around has a continuation. */
  #following = false;

  constructor(edits: Edits, { follow, here }: FollowNames) {
    this.#edits = edits;
    this.#follow = `const ${here}=${follow}();`;
    this.#here = here;
  }

  /** The statements of a function or of the module, which begin at an offset. */
  visitBody(body: Node, from: number, isAsync: boolean): void {
    const outer = this.#following;
    this.#following = isAsync && awaits(body);
    if (this.#following) this.#edits.insert(from, this.#follow);
    this.#visitChildren(body);
    this.#following = outer;
  }

  #visit(node: Node): void {
    if (isFunction(node)) this.#visitFunction(node);
    else if (!this.#following) this.#visitChildren(node);
    else if (node.type === 'AwaitExpression') this.#visitAwait(node);
    else if (node.type === 'YieldExpression' && node.delegate) this.#visitDelegation(node);
    else if (node.type === 'TryStatement') this.#visitTry(node);
    else if (node.type === 'LabeledStatement' && awaitsInLoops(node)) this.#visitLabeled(node);
    else if (isForAwait(node)) this.#enclosed(node, () => this.#visitForAwait(node));
    else this.#visitChildren(node);
  }

  #visitChildren(node: Node): void {
    eachChild(node, (child) => this.#visit(child));
  }

  #visitFunction(node: FunctionNode): void {
    const { body, params } = node;
    if ('key' in node && node.computed) this.#visit(node.key);
    for (const parameter of params) this.#outside(() => this.#visit(parameter));
    const isAsync = node.async === true;
    if (body.type === 'BlockStatement') {
      this.visitBody(body, startOf(body) + 1, isAsync);
    } else if (isAsync && awaits(body)) {
      // `=> x` becomes `=> {…return x}`.
      this.#edits.insert(startOf(body), `{${this.#follow}return `);
      this.#inside(() => this.#visit(body));
      this.#edits.insertLast(endOf(body), '}');
    } else {
      this.#outside(() => this.#visit(body));
    }
  }

  #visitAwait(node: NodeOf<'AwaitExpression'>): void {
    const start = startOf(node);
    const opening = `${this.#here}.resumed(${this.#here}.suspended(`;
    this.#edits.replace(start, start + 'await'.length, opening);
    this.#visit(node.argument);
    this.#edits.insert(endOf(node.argument), `),await ${this.#here}.operand)`);
  }

  #visitDelegation({ start, argument }: NodeOf<'YieldExpression'>): void {
    if (!argument) return;
    this.#edits.insert(start as number, `${this.#here}.restored(`);
    this.#edits.insert(startOf(argument), `${this.#here}.each(`);
    this.#visit(argument);
    this.#edits.insert(endOf(argument), '))');
  }

  #visitTry({ block, handler, finalizer }: NodeOf<'TryStatement'>): void {
    this.#visit(block);
    if (handler) {
      if (handler.param) this.#visit(handler.param);
      this.#visitRestored(handler.body);
    }
    if (finalizer) this.#visitRestored(finalizer);
  }

  #visitForAwait(node: NodeOf<'ForOfStatement'>): void {
    this.#visit(node.left);
    this.#edits.insert(startOf(node.right), `${this.#here}.each(`);
    this.#visit(node.right);
    this.#edits.insert(endOf(node.right), ')');
    this.#visitRestored(node.body);
  }

  /** A jump to a label may leave a `for await` further in, which awaits once more as it is left. */
  #visitLabeled(node: NodeOf<'LabeledStatement'>): void {
    this.#enclosed(node, () => {
      let body: Node = node.body;
      while (body.type === 'LabeledStatement') body = body.body;
      if (isForAwait(body)) this.#visitForAwait(body);
      else if (isLoop(body)) this.#visitLoop(body);
      else this.#visitChildren(body);
    });
  }

  #visitLoop(loop: LoopNode): void {
    eachChild(loop, (child) => {
      if (child === loop.body) this.#visitRestored(loop.body);
      else this.#visit(child);
    });
  }

  /** Writes `restored` at the beginning of a statement. */
  #visitRestored(statement: Node): void {
    const restored = `${this.#here}.restored();`;
    if (statement.type === 'BlockStatement') {
      this.#edits.insert(startOf(statement) + 1, restored);
      this.#visitChildren(statement);
    } else {
      this.#edits.insert(startOf(statement), `{${restored}`);
      this.#visit(statement);
      this.#edits.insert(endOf(statement), ';}');
    }
  }

  /** Puts a statement into a block of its own that ends with `restored`. */
  #enclosed(statement: Node, visit: () => void): void {
    this.#edits.insert(startOf(statement), '{');
    visit();
    this.#edits.insert(endOf(statement), `;${this.#here}.restored();}`);
  }

  #inside(visit: () => void): void {
    this.#with(true, visit);
  }

  #outside(visit: () => void): void {
    this.#with(false, visit);
  }

  #with(following: boolean, visit: () => void): void {
    const outer = this.#following;
    this.#following = following;
    visit();
    this.#following = outer;
  }
}

/** Whether code awaits by itself, not in a function within. */
export function awaits(node: Node): boolean {
  return some(
    node,
    (each) =>
      each.type === 'AwaitExpression' ||
      isForAwait(each) ||
      (each.type === 'YieldExpression' && each.delegate),
  );
}

function awaitsInLoops(node: Node): boolean {
  return some(node, isForAwait);
}

function some(node: Node, is: (node: Node) => boolean): boolean {
  if (is(node)) return true;
  let found = false;
  eachChild(node, (child) => {
    found ||= !isFunction(child) && some(child, is);
  });
  return found;
}

function isForAwait(node: Node): node is NodeOf<'ForOfStatement'> {
  return node.type === 'ForOfStatement' && node.await;
}

export function isLoop(node: Node): node is LoopNode {
  return /^(?:For(?:Of|In)?|While|DoWhile)Statement$/.test(node.type);
}
