import type { Problem } from '../diagnose/diagnose.ts';
import { hasNewline, type Node, type NodeOf, startOf } from '../syntax/ast.ts';
import {
  codeOf,
  insteadOfDecorator,
  insteadOfEnum,
  insteadOfNamespace,
  insteadOfParameterProperty,
} from './replacements.ts';

/** Whether the statement or class member is types alone, and vanishes as a whole. */
export function isErasedDeclaration(node: Node): boolean {
  switch (node.type) {
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
    case 'TSDeclareFunction':
    case 'TSDeclareMethod':
    case 'TSIndexSignature':
    case 'TSNamespaceExportDeclaration':
      return true;
    case 'ClassProperty':
      return node.declare === true || node.abstract === true;
    case 'VariableDeclaration':
    case 'ClassDeclaration':
    case 'TSEnumDeclaration':
      return node.declare === true;
    case 'TSModuleDeclaration':
      return node.declare === true || hasTypesOnly(node.body);
    case 'ImportDeclaration':
    case 'TSImportEqualsDeclaration':
      return node.importKind === 'type';
    case 'ExportAllDeclaration':
      return node.exportKind === 'type';
    case 'ExportNamedDeclaration':
      if (node.declaration) return isErasedDeclaration(node.declaration);
      return node.exportKind === 'type';
    case 'ExportDefaultDeclaration':
      return isErasedDeclaration(node.declaration);
    default:
      return false;
  }
}

function hasTypesOnly(body: NodeOf<'TSModuleDeclaration'>['body']): boolean {
  if (body.type === 'TSModuleDeclaration') return hasTypesOnly(body.body);
  return body.body.every((statement) => isErasedDeclaration(statement));
}

/**
 * Why a node cannot be erased, with its usual replacement in the learner's own names; null when it
 * can. `parent` is the node around it.
 */
export function refusalOf(node: Node, parent: Node | null, source: string): Problem | null {
  if (isErasedDeclaration(node)) return null;
  const refuse = (message: string, hint: string): Problem => {
    return { at: startOf(node), code: 'not-erasable', message, hint };
  };
  switch (node.type) {
    case 'TSEnumDeclaration':
      return refuse(
        `enum ${node.id.name} makes an object when the program runs; types here are only erased.`,
        `Use an object and a type: ${insteadOfEnum(node, source)}`,
      );
    case 'TSModuleDeclaration':
      return refuse(
        'A namespace with values makes an object when the program runs; types here are only erased.',
        insteadOfNamespace(node),
      );
    case 'TSParameterProperty':
      return refuse(
        'A parameter property makes a field when the program runs; types here are only erased.',
        `Declare the field and assign it: ${insteadOfParameterProperty(node, source)}`,
      );
    case 'TSImportEqualsDeclaration':
      return refuseImportEquals(node, source, refuse);
    case 'TSExportAssignment':
      return refuse(
        '`export =` is CommonJS; services are ES modules.',
        `Write: export default ${codeOf(node.expression, source)};`,
      );
    case 'Decorator':
      return refuse(
        `@${codeOf(node.expression, source)} needs code that Node does not run as it stands.`,
        insteadOfDecorator(node, parent, source),
      );
    case 'VariableDeclaration':
      return refuseUsing(node, source, refuse);
    case 'TSTypeAssertion':
      if (!changesMeaning(node, source)) return null;
      return refuse(
        'This `<T>value` cannot be erased in its place.',
        `Write: (${codeOf(node.expression, source)} as ${codeOf(node.typeAnnotation, source)})`,
      );
    case 'BinaryExpression':
      if (!bindsTighterOnceErased(node)) return null;
      return refuse(
        'Without its type this expression would be calculated in another order.',
        `Put parentheses around the part before it: (${codeOf(node.left, source)}) ${node.operator} ${codeOf(node.right, source)}`,
      );
    default:
      return null;
  }
}

type Refuse = (message: string, hint: string) => Problem;

function refuseImportEquals(
  { id, moduleReference }: NodeOf<'TSImportEqualsDeclaration'>,
  source: string,
  refuse: Refuse,
): Problem {
  if (moduleReference.type === 'TSExternalModuleReference') {
    return refuse(
      '`import … = require(…)` is CommonJS; services are ES modules.',
      `Write: import ${id.name} from '${moduleReference.expression.value}';`,
    );
  }
  const meant = `${id.name} = ${codeOf(moduleReference, source)};`;
  return refuse(
    '`import … =` makes a variable when the program runs; types here are only erased.',
    `For a value write: const ${meant} For a type: type ${meant}`,
  );
}

function refuseUsing(
  { kind, declarations }: NodeOf<'VariableDeclaration'>,
  source: string,
  refuse: Refuse,
): Problem | null {
  if (kind !== 'using' && kind !== 'await using') return null;
  const [first] = declarations;
  const name = first?.id.type === 'Identifier' ? first.id.name : 'it';
  const dispose =
    kind === 'using' ? `${name}[Symbol.dispose]()` : `await ${name}[Symbol.asyncDispose]()`;
  return refuse(
    `\`${kind}\` is not known to Node 20.`,
    `Release it in a finally block: const ${first ? codeOf(first, source) : name}; try { … } finally { ${dispose}; }`,
  );
}

/** `return <T>⏎x` would return nothing; `=> <T>{}` would become a block. */
function changesMeaning(cast: NodeOf<'TSTypeAssertion'>, source: string): boolean {
  const operand = startOf(cast.expression);
  if (hasNewline(source, startOf(cast), operand)) return true;
  return /^(?:\{|function\b|class\b|let\b|async\b)/.test(source.slice(operand, operand + 9));
}

const TIGHTER_THAN_AS = new Set(['+', '-', '*', '/', '%', '**', '<<', '>>', '>>>']);

/** `a + b as T * c` means `(a + b) * c`, but `a + b * c` is what would be left of it. */
function bindsTighterOnceErased({ left, operator }: NodeOf<'BinaryExpression'>): boolean {
  if (left.type !== 'TSAsExpression' && left.type !== 'TSSatisfiesExpression') return false;
  const isOperation = /^(?:Binary|Logical|Unary|Await)Expression$/.test(left.expression.type);
  return isOperation && TIGHTER_THAN_AS.has(operator);
}
