import {
  eachChild,
  endOf,
  isFunction,
  type Node,
  type NodeOf,
  type Program,
  skipTrivia,
  startOf,
} from '../syntax/ast.ts';
import { awaits, isLoop } from './async-context.ts';
import type { Edits } from './edits.ts';

/**
 * Endless loops in functions of one realm can be stopped by nobody but themselves. So where programs
 * are simulated, each turn of a loop and each call of a function counts a step, and large things that
 * are made count for as many as they are large:
 *
 *     while (x) { … }       while (x) {--$$steps.left<0&&$$over(3); … }
 *     x => y                x => (--$$steps.left<0&&$$over(3),y)
 *     new Array(n)          new Array($$steps.size(n,$$over,3))
 *     x.then(y)             x.then(($$steps.left-=50,y))        and so each asynchronous call
 *     throw x               throw ($$steps.left-=100,x)
 *     x ** y                $$steps.pow(x , y)      which engines compute differently
 *
 * Once there are none left, `$$over` throws, and throws again wherever the code goes on. No line
 * moves.
 */
export interface StepNames {
  /** The object that counts: a `StepCounter`. */
  readonly steps: string;
  /** Called with a line when no step is left. */
  readonly over: string;
}

/** What the linker's text calls. */
export interface StepCounter {
  left: number;
  /**
   * Called when `left` is below 0: throws, unless it can give more. The line is 1-based; the path is
   * the module's in its workspace.
   */
  over(line: number, path: string): void;
  /**
   * The same value, which may be the size of something to be made: a number counts for steps, and
   * `over` is called with the line when there are too few.
   */
  size(value: unknown, over: (line: number) => void, line: number): unknown;
  /** What stands for `x ** y`. */
  pow(x: unknown, y: unknown): unknown;
}

/**
 * Counts a module's steps. It must edit after `followAsyncContext` and before all else: where edits
 * meet at one place, those are the inner ones, and these come next.
 */
export function countSteps(program: Program, code: string, options: StepOptions): void {
  new StepCounting(code, options).visit(program);
}

interface StepOptions {
  readonly edits: Edits;
  readonly names: StepNames;
  readonly asyncContext: boolean;
  /** Names that are read through an object. */
  readonly imported: ReadonlySet<string>;
}

class StepCounting {
  readonly #code: string;
  readonly #edits: Edits;
  readonly #names: StepNames;
  readonly #asyncContext: boolean;
  readonly #imported: ReadonlySet<string>;
  /** Where an imported name gets a semicolon of the linker's, which must come first. */
  readonly #statementStarts = new Set<number>();
  /** What the node that is visited is still to be closed with. */
  readonly #closings: { readonly at: number; readonly text: string }[] = [];

  constructor(code: string, { edits, names, asyncContext, imported }: StepOptions) {
    this.#code = code;
    this.#edits = edits;
    this.#names = names;
    this.#asyncContext = asyncContext;
    this.#imported = imported;
  }

  visit(node: Node): void {
    if (isFunction(node)) this.#countCall(node, node.body);
    else if (isLoop(node)) this.#countTurn(node, node.body);
    else if (node.type === 'BinaryExpression' && node.operator === '**') this.#visitPower(node);
    else if (node.type === 'AssignmentExpression') this.#visitAssignment(node);
    else if (node.type === 'NewExpression') this.#visitNew(node);
    else if (node.type === 'CallExpression') this.#visitCall(node);
    else if (node.type === 'ThrowStatement') this.#charge(node.argument, STEPS_OF_A_THROW);
    else if (node.type === 'ExpressionStatement') this.#statementStarts.add(startOf(node));
    const closings = this.#closings.splice(0);
    eachChild(node, (child) => this.visit(child));
    for (const { at, text } of closings) this.#edits.insert(at, text);
  }

  /** What closes around a node comes behind what closes within it. */
  #close(at: number, text: string): void {
    this.#closings.push({ at, text });
  }

  #check(at: Node): string {
    const { steps, over } = this.#names;
    const isAsync = 'async' in at && at.async === true;
    const count = isAsync ? `(${steps}.left-=${STEPS_OF_A_PROMISE})` : `--${steps}.left`;
    return `${count}<0&&${over}(${lineOf(at)})`;
  }

  #countCall(node: Node, body: Node): void {
    if (body.type === 'BlockStatement') {
      this.#edits.insert(startOf(body) + 1, `${this.#check(node)};`);
    } else if (this.#asyncContext && 'async' in node && node.async === true && awaits(body)) {
      // It has become `{…return x}`.
      this.#edits.insert(startOf(body), `${this.#check(node)},`);
    } else {
      this.#edits.insert(startOf(body), `(${this.#check(node)},`);
      this.#close(endOf(body), ')');
    }
  }

  #countTurn(node: Node, body: Node): void {
    if (body.type === 'BlockStatement') {
      this.#edits.insert(startOf(body) + 1, `${this.#check(node)};`);
    } else {
      this.#edits.insert(startOf(body), `{${this.#check(node)};`);
      this.#close(endOf(body), '}');
    }
  }

  #charge(expression: Node, steps: number): void {
    this.#edits.insert(startOf(expression), `(${this.#names.steps}.left-=${steps},`);
    this.#close(endOf(expression), ')');
  }

  #visitPower({ left, right }: NodeOf<'BinaryExpression'>): void {
    if (this.#statementStarts.has(startOf(left))) return;
    const operator = skipTrivia(this.#code, endOf(left));
    this.#edits.insert(startOf(left), `${this.#names.steps}.pow(`);
    this.#edits.replace(operator, operator + '**'.length, ',');
    this.#close(endOf(right), ')');
  }

  /** `x **= y` becomes `x = $$steps.pow(x,y)`, where reading `x` twice does nothing twice. */
  #visitAssignment({ operator, left, right }: NodeOf<'AssignmentExpression'>): void {
    if (operator !== '**=' || !this.#canBeReadTwice(left)) return;
    const at = skipTrivia(this.#code, endOf(left));
    const text = this.#code.slice(startOf(left), endOf(left));
    this.#edits.replace(at, at + '**='.length, `=${this.#names.steps}.pow(${text},`);
    this.#close(endOf(right), ')');
  }

  #canBeReadTwice(target: Node): boolean {
    if (target.type === 'Identifier') return true;
    if (target.type !== 'MemberExpression' || target.computed) return false;
    const { object } = target;
    if (object.type === 'Identifier') return !this.#imported.has(object.name);
    return object.type === 'ThisExpression';
  }

  #visitNew({ callee, arguments: [size] }: NodeOf<'NewExpression'>): void {
    if (callee.type === 'Identifier' && SIZED.test(callee.name)) this.#countSize(size);
  }

  #visitCall({ callee, arguments: given }: NodeOf<'CallExpression'>): void {
    const [first] = given;
    if (callee.type === 'Identifier' && callee.name === 'Array') this.#countSize(first);
    if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return;
    const { name } = callee.property;
    if (SIZED_METHODS.has(name)) this.#countSize(first);
    if (first && first.type !== 'SpreadElement' && PROMISE_METHODS.has(name)) {
      if (first.type !== 'ArgumentPlaceholder') this.#charge(first, STEPS_OF_A_PROMISE);
    }
    if (name !== 'from' || first?.type !== 'ObjectExpression') return;
    for (const property of first.properties) {
      if (property.type === 'ObjectProperty' && !property.shorthand && isLength(property.key)) {
        this.#countSize(property.value);
      }
    }
  }

  #countSize(size: Node | null | undefined): void {
    if (!size || size.type === 'SpreadElement' || size.type === 'ArgumentPlaceholder') return;
    if (isFunction(size)) return;
    if (/Literal$/.test(size.type) && size.type !== 'NumericLiteral') return;
    const { steps, over } = this.#names;
    this.#edits.insert(startOf(size), `${steps}.size(`);
    this.#close(endOf(size), `,${over},${lineOf(size)})`);
  }
}

/** An error takes its stack along, which takes as long. */
const STEPS_OF_A_THROW = 100;

/** Promises that wait for each other are all kept. */
const STEPS_OF_A_PROMISE = 50;
const PROMISE_METHODS = new Set(['catch', 'finally', 'then']);

const SIZED = /^(?:Array|ArrayBuffer|(?:Big)?(?:Int|Uint|Float)\d+(?:Clamped)?Array)$/;
const SIZED_METHODS = new Set(['alloc', 'allocUnsafe', 'padEnd', 'padStart', 'repeat']);

function lineOf(node: Node): number {
  return node.loc?.start.line ?? 0;
}

function isLength(key: Node): boolean {
  return key.type === 'Identifier' && key.name === 'length';
}
