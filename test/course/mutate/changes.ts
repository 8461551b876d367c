import {
  eachChild,
  endOf,
  type Node,
  type NodeOf,
  startOf,
} from '../../../runtime/compile/syntax/ast.ts';
import { parse } from '../../../runtime/compile/syntax/parse.ts';
import { changedConstant } from './constants.ts';
import { type Change, type Mutant, mutantsFrom } from './mutant.ts';
import { negated, OTHER_OPERATOR } from './operators.ts';

/**
 * Every mutant of a source file: a statement or a property dropped, a condition negated, two
 * arguments swapped, an await dropped, a constant or an operator changed. What is printed by
 * `console` is left as it is, for it is for people; so are types, imports and names.
 */
export function mutantsOf(file: string, source: string): readonly Mutant[] {
  const parsed = parse(file, source);
  if (!parsed.ok) throw new Error(`${file} cannot be parsed: ${parsed.diagnostic.message}`);
  const changes: Change[] = [];
  collect(parsed.program, source, changes);
  return mutantsFrom(file, source, changes);
}

const DROPPED = new Set<Node['type']>([
  'ExpressionStatement',
  'ReturnStatement',
  'ThrowStatement',
  'BreakStatement',
  'ContinueStatement',
  'IfStatement',
  'ForStatement',
  'ForOfStatement',
  'ForInStatement',
  'WhileStatement',
  'DoWhileStatement',
]);

function collect(node: Node, source: string, changes: Change[]): void {
  if (isLeftAlone(node)) return;
  const textOf = (part: Node) => source.slice(startOf(part), endOf(part));
  const put = (part: Node, to: string) =>
    changes.push({ start: startOf(part), end: endOf(part), to });

  if (DROPPED.has(node.type)) put(node, ';');
  const constant = changedConstant(node);
  if (constant !== null) put(node, constant);

  switch (node.type) {
    case 'IfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'ConditionalExpression':
      put(node.test, negated(node.test, source));
      break;
    case 'ForStatement':
      if (node.test) put(node.test, negated(node.test, source));
      break;
    case 'ArrowFunctionExpression':
      if (node.body.type !== 'BlockStatement') put(node.body, 'undefined');
      break;
    case 'AwaitExpression':
      put(node, textOf(node.argument));
      break;
    case 'CallExpression':
      if (isCommutative(node.callee)) break;
      swapArguments(node.arguments, source, changes);
      break;
    case 'NewExpression':
      swapArguments(node.arguments, source, changes);
      break;
    case 'ObjectExpression':
      dropProperties(node, source, changes);
      break;
    case 'BinaryExpression':
    case 'LogicalExpression':
    case 'AssignmentExpression':
      changeOperator(node, source, changes);
      break;
    case 'UnaryExpression':
      if (node.operator === '!') put(node, textOf(node.argument));
      break;
  }
  eachChild(node, (child) => {
    if (!isName(node, child)) collect(child, source, changes);
  });
}

/** Types, what is imported, and what a service prints. */
function isLeftAlone(node: Node): boolean {
  switch (node.type) {
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
      return false;
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
      return true;
    case 'ExpressionStatement':
      return isPrinting(node.expression);
  }
  return node.type.startsWith('TS');
}

function isPrinting(node: Node): boolean {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
  const { object } = node.callee;
  return object.type === 'Identifier' && object.name === 'console';
}

/** The order of their arguments does not matter. */
function isCommutative(callee: Node): boolean {
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return false;
  const { object, property } = callee;
  const isOfMath = object.type === 'Identifier' && object.name === 'Math';
  return isOfMath && ['max', 'min', 'hypot'].includes(property.name);
}

/** `name` in `{ name: 1 }`, `a.name` and `from 'name'`. */
function isName(node: Node, child: Node): boolean {
  switch (node.type) {
    case 'ObjectProperty':
    case 'ObjectMethod':
    case 'ClassProperty':
    case 'ClassMethod':
      return child === node.key && !node.computed;
    case 'ExportNamedDeclaration':
      return child === node.source;
  }
  return false;
}

function swapArguments(given: readonly Node[], source: string, changes: Change[]): void {
  for (const [index, first] of given.entries()) {
    const second = given[index + 1];
    if (second === undefined) return;
    if (first.type === 'SpreadElement' || second.type === 'SpreadElement') continue;
    const [a, b] = [first, second].map((part) => source.slice(startOf(part), endOf(part)));
    const between = source.slice(endOf(first), startOf(second));
    changes.push({ start: startOf(first), end: endOf(second), to: `${b}${between}${a}` });
  }
}

function dropProperties(
  { properties }: NodeOf<'ObjectExpression'>,
  source: string,
  changes: Change[],
): void {
  for (const property of properties) {
    const comma = /^\s*,/.exec(source.slice(endOf(property)));
    const end = endOf(property) + (comma?.[0].length ?? 0);
    changes.push({ start: startOf(property), end, to: '' });
  }
}

function changeOperator(
  node: NodeOf<'BinaryExpression' | 'LogicalExpression' | 'AssignmentExpression'>,
  source: string,
  changes: Change[],
): void {
  const other = OTHER_OPERATOR.get(node.operator);
  if (other === undefined) return;
  const start = source.indexOf(node.operator, endOf(node.left));
  changes.push({ start, end: start + node.operator.length, to: other });
}
