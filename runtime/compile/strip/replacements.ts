import { endOf, type Node, type NodeOf, startOf } from '../syntax/ast.ts';

/** Longer code than this is shown by its beginning. */
const LONGEST = 60;

/** The code of a node on one line; a long one is cut. */
export function codeOf(node: Node, source: string): string {
  const code = source.slice(startOf(node), endOf(node)).replace(/\s+/g, ' ');
  return code.length <= LONGEST ? code : `${code.slice(0, LONGEST)} …`;
}

/** What stands for an enum: an object of its members, and the type of their values. */
export function insteadOfEnum(node: NodeOf<'TSEnumDeclaration'>, source: string): string {
  const { name } = node.id;
  const members = cut(membersOf(node, source)).join(', ');
  return (
    `const ${name} = { ${members} } as const; ` +
    `type ${name} = (typeof ${name})[keyof typeof ${name}];`
  );
}

function membersOf({ members }: NodeOf<'TSEnumDeclaration'>, source: string): string[] {
  let next: number | null = 0;
  return members.map(({ id, initializer }) => {
    const key = codeOf(id, source);
    const value: string = initializer ? codeOf(initializer, source) : String(next ?? '…');
    next = nextAfter(value);
    return `${key}: ${value}`;
  });
}

/** The value of a member that follows one of this value and has none of its own. */
function nextAfter(value: string): number | null {
  const number = Number(value);
  return Number.isNaN(number) ? null : number + 1;
}

/** What stands for a parameter property: a field, and its assignment. */
export function insteadOfParameterProperty(
  node: NodeOf<'TSParameterProperty'>,
  source: string,
): string {
  const { accessibility, readonly, parameter } = node;
  const isDefaulted = parameter.type === 'AssignmentPattern';
  const target: Node = isDefaulted ? parameter.left : parameter;
  const declared = codeOf(target, source);
  const name = target.type === 'Identifier' ? target.name : declared;
  const modifiers = [accessibility, readonly ? 'readonly' : ''].filter(Boolean).join(' ');
  return (
    `${modifiers} ${isDefaulted ? declared : declared.replace('?:', ':')}; ` +
    `constructor(${codeOf(parameter, source)}) { this.${name} = ${name}; }`
  );
}

/** What stands for a namespace with values: a module. */
export function insteadOfNamespace(node: NodeOf<'TSModuleDeclaration'>): string {
  const name = node.id.type === 'Identifier' ? node.id.name : 'Name';
  const file = `./${name.replace(/(?<=[a-z\d])(?=[A-Z])/g, '-').toLowerCase()}.ts`;
  return `Move what is in it to ${file} and write: import * as ${name} from '${file}';`;
}

/** What stands for a decorator: the call that it would have been. */
export function insteadOfDecorator(
  node: NodeOf<'Decorator'>,
  parent: Node | null,
  source: string,
): string {
  const call = codeOf(node.expression, source);
  if (parent?.type === 'ClassDeclaration' || parent?.type === 'ClassExpression') {
    return `Call it yourself, after the class: ${call}(${parent.id?.name ?? 'it'});`;
  }
  const key = parent && 'key' in parent ? (parent.key as Node) : null;
  if (key?.type !== 'Identifier') return `Call it yourself: ${call}(…);`;
  return `Call it yourself, in the constructor: this.${key.name} = ${call}(this.${key.name});`;
}

function cut(items: readonly string[]): readonly string[] {
  return items.length <= 4 ? items : [...items.slice(0, 3), '…'];
}
