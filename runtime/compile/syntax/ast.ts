import type * as babel from '@babel/types';

/** A node of Babel's syntax tree; `@babel/types` is used for its types only and ships nowhere. */
export type Node = babel.Node;
export type Program = babel.Program;
export type NodeOf<T extends Node['type']> = Extract<Node, { type: T }>;
export type FunctionNode = NodeOf<
  | 'FunctionDeclaration'
  | 'FunctionExpression'
  | 'ArrowFunctionExpression'
  | 'ObjectMethod'
  | 'ClassMethod'
  | 'ClassPrivateMethod'
>;

export function startOf(node: Node): number {
  return node.start as number;
}

export function endOf(node: Node): number {
  return node.end as number;
}

/** Where a tree keeps what is no child: positions, and notes such as `parenthesized`. */
const NOT_CHILDREN = new Set(['type', 'start', 'end', 'loc', 'extra', 'errors', 'range']);

/** Calls back for each child, in the order in which the parser met them. */
export function eachChild(node: Node, visit: (child: Node) => void): void {
  const members = node as unknown as Record<string, unknown>;
  for (const key in members) {
    if (NOT_CHILDREN.has(key)) continue;
    const member = members[key];
    if (Array.isArray(member)) {
      for (const item of member) if (isNode(item)) visit(item);
    } else if (isNode(member)) visit(member);
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

export function isFunction(node: Node): node is FunctionNode {
  return /^(?:Function(?:Declaration|Expression)|ArrowFunctionExpression)$|Method$/.test(node.type);
}

/** A name as written in an import or export: `foo`, or `'any text'`. */
export function moduleName(node: NodeOf<'Identifier'> | NodeOf<'StringLiteral'>): string {
  return node.type === 'StringLiteral' ? node.value : node.name;
}

const TRIVIA = /(?:\s|\/\/.*|\/\*[\s\S]*?\*\/)*/y;

/** The offset of the next character that is neither space nor comment. */
export function skipTrivia(source: string, from: number): number {
  TRIVIA.lastIndex = from;
  TRIVIA.test(source);
  return TRIVIA.lastIndex;
}

const NEWLINE = /[\n\r\u2028\u2029]/;

export function hasNewline(source: string, from: number, to: number): boolean {
  return NEWLINE.test(source.slice(from, to));
}
