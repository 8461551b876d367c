import { eachChild, type Node, type NodeOf, startOf } from '../syntax/ast.ts';
import { boundNames } from '../syntax/scope.ts';

/** A place that takes a member of an object as if it were there: `fs.watch(…)`. */
export interface MemberRead {
  /** The name that the object has in the module. */
  readonly object: string;
  readonly member: string;
  /** The offset of the member's name. */
  readonly at: number;
}

/**
 * Finds where a module reads members of objects that it knows by some names. It errs on the side
 * of silence: a name that is declared again anywhere, and a member that the module anywhere asks
 * for (`typeof fs.watch`, `'watch' in fs`, `fs.watch?.()`) or sets, are left out.
 */
export function memberReads(program: Node, objects: ReadonlySet<string>): readonly MemberRead[] {
  if (objects.size === 0) return [];
  const finder = new MemberReads(objects);
  finder.visit(program);
  return finder.found();
}

class MemberReads {
  readonly #objects: ReadonlySet<string>;
  readonly #reads: MemberRead[] = [];
  readonly #askedFor = new Set<string>();
  readonly #declaredAgain = new Set<string>();

  constructor(objects: ReadonlySet<string>) {
    this.#objects = objects;
  }

  found(): readonly MemberRead[] {
    return this.#reads.filter(
      (read) => !this.#declaredAgain.has(read.object) && !this.#askedFor.has(pathOf(read)),
    );
  }

  visit(node: Node): void {
    if (node.type === 'ImportDeclaration' || isTypeAlone(node)) return;
    for (const name of bindingsOf(node)) this.#declaredAgain.add(name);
    for (const asked of partsAskedFor(node)) this.#ask(asked);
    this.#read(node);
    eachChild(node, (child) => this.visit(child));
  }

  #read(node: Node): void {
    const read = this.#asRead(node);
    if (read !== null) this.#reads.push(read);
    if (node.type !== 'VariableDeclarator' || node.id.type !== 'ObjectPattern') return;
    const object = node.init && this.#asObject(node.init);
    if (!object) return;
    for (const property of node.id.properties) {
      if (property.type !== 'ObjectProperty' || property.value.type === 'AssignmentPattern')
        continue;
      const member = literalKey(property.key, property.computed);
      if (member !== null) this.#reads.push({ object, member, at: startOf(property) });
    }
  }

  #asRead(node: Node): MemberRead | null {
    if (node.type !== 'MemberExpression' && node.type !== 'OptionalMemberExpression') return null;
    const object = this.#asObject(node.object);
    const member = literalKey(node.property, node.computed);
    return object && member !== null ? { object, member, at: startOf(node.property) } : null;
  }

  #asObject(node: Node): string | null {
    const inner = unwrapped(node);
    return inner.type === 'Identifier' && this.#objects.has(inner.name) ? inner.name : null;
  }

  #ask(node: Node): void {
    if (node.type === 'BinaryExpression' && node.operator === 'in') {
      const object = this.#asObject(node.right);
      if (object && node.left.type === 'StringLiteral') {
        this.#askedFor.add(pathOf({ object, member: node.left.value }));
      }
      return;
    }
    const read = this.#asRead(unwrapped(node));
    if (read !== null) this.#askedFor.add(pathOf(read));
  }
}

function pathOf({ object, member }: Pick<MemberRead, 'object' | 'member'>): string {
  return `${object}.${member}`;
}

/** The parts of a node that it takes to be there or not, or that it sets. */
function partsAskedFor(node: Node): Node[] {
  switch (node.type) {
    case 'UnaryExpression':
      return [node.argument];
    case 'LogicalExpression':
      return [node.left, node.right];
    case 'ConditionalExpression':
    case 'IfStatement':
      return [node.test];
    case 'BinaryExpression':
      if (node.operator === 'in') return [node];
      return /^[!=]==?$/.test(node.operator) ? [node.left, node.right] : [];
    case 'AssignmentExpression':
      return [node.left];
    case 'OptionalCallExpression':
      return node.optional ? [node.callee] : [];
    case 'OptionalMemberExpression':
      return node.optional ? [node.object] : [];
    default:
      return [];
  }
}

/** The names that a node declares for what is within it or beside it. */
export function bindingsOf(node: Node): string[] {
  const names = node.type === 'VariableDeclarator' ? boundNames(node.id) : [];
  if (node.type === 'CatchClause' && node.param) names.push(...boundNames(node.param));
  if ('params' in node && Array.isArray(node.params)) {
    for (const parameter of node.params as Node[]) names.push(...boundNames(plain(parameter)));
  }
  if (/^(?:Function|Class)/.test(node.type) && 'id' in node && node.id) {
    names.push((node.id as NodeOf<'Identifier'>).name);
  }
  return names;
}

function plain(parameter: Node): Node {
  return parameter.type === 'TSParameterProperty' ? parameter.parameter : parameter;
}

function literalKey(key: Node, computed: boolean | undefined): string | null {
  if (key.type === 'StringLiteral') return key.value;
  return key.type === 'Identifier' && !computed ? key.name : null;
}

/** An expression without parentheses and types around it. */
function unwrapped(node: Node): Node {
  let inner = node;
  while (WRAPPERS.has(inner.type)) inner = (inner as NodeOf<'ParenthesizedExpression'>).expression;
  return inner;
}

const WRAPPERS = new Set([
  'ParenthesizedExpression',
  'TSAsExpression',
  'TSInstantiationExpression',
  'TSNonNullExpression',
  'TSSatisfiesExpression',
  'TSTypeAssertion',
]);

/** Whether nothing is left of a node when the program runs. */
export function isTypeAlone(node: Node): boolean {
  return node.type.startsWith('TS') && !WRAPPERS.has(node.type);
}
