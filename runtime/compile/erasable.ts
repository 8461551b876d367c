import { hasNewline, type Node, type NodeOf, startOf } from './ast.ts';
import type { Problem } from './diagnose.ts';

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

/** Why a node cannot be erased, with its usual replacement; null when it can. */
export function refusalOf(node: Node, source: string): Problem | null {
  if (isErasedDeclaration(node)) return null;
  const refuse = (message: string, hint: string): Problem => {
    return { at: startOf(node), code: 'not-erasable', message, hint };
  };
  switch (node.type) {
    case 'TSEnumDeclaration': {
      const name = node.id.name;
      return refuse(
        `enum ${name} makes an object when the program runs; types here are only erased.`,
        `Use an object and a type: const ${name} = { … } as const; ` +
          `type ${name} = (typeof ${name})[keyof typeof ${name}];`,
      );
    }
    case 'TSModuleDeclaration':
      return refuse(
        'A namespace with values makes an object when the program runs; types here are only erased.',
        'Move its contents to a module of their own and import that.',
      );
    case 'TSParameterProperty':
      return refuse(
        'A parameter property makes a field when the program runs; types here are only erased.',
        'Declare the field in the class and assign it in the constructor.',
      );
    case 'TSImportEqualsDeclaration':
      return node.moduleReference.type === 'TSExternalModuleReference'
        ? refuse(
            '`import … = require(…)` is CommonJS; services are ES modules.',
            `Write: import ${node.id.name} from '${node.moduleReference.expression.value}';`,
          )
        : refuse(
            '`import … =` makes a variable when the program runs; types here are only erased.',
            'Use const for a value, or type for a type.',
          );
    case 'TSExportAssignment':
      return refuse('`export =` is CommonJS; services are ES modules.', 'Use export default.');
    case 'Decorator':
      return refuse(
        'Decorators need code that Node does not run as it stands.',
        'Call the function yourself, for example around the class or in its constructor.',
      );
    case 'VariableDeclaration':
      if (node.kind !== 'using' && node.kind !== 'await using') return null;
      return refuse(
        `\`${node.kind}\` is not known to Node 20.`,
        'Use const, and release it in a finally block.',
      );
    case 'TSTypeAssertion':
      if (!changesMeaning(node, source)) return null;
      return refuse(
        'This `<T>value` cannot be erased in its place.',
        'Write it as `value as T`, in parentheses if need be.',
      );
    case 'BinaryExpression':
      if (!bindsTighterOnceErased(node)) return null;
      return refuse(
        'Without its type this expression would be calculated in another order.',
        'Put parentheses around the part before `as` or `satisfies`.',
      );
    default:
      return null;
  }
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
