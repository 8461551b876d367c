import { eachChild, isFunction, type Node } from './ast.ts';

/** The names that a binding pattern declares: `{ a, b: [c] }` declares a and c. */
export function boundNames(pattern: Node): string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name];
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        boundNames(property.type === 'RestElement' ? property.argument : property.value),
      );
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element ? boundNames(element) : []));
    case 'AssignmentPattern':
      return boundNames(pattern.left);
    case 'RestElement':
      return boundNames(pattern.argument);
    default:
      return [];
  }
}

/** The names that a block, loop, switch, catch clause or class declares for what is within it. */
export function declaredIn(node: Node): string[] {
  switch (node.type) {
    case 'BlockStatement':
      return lexicalNames(node.body);
    case 'StaticBlock':
      return [...lexicalNames(node.body), ...hoistedVariables(node)];
    case 'SwitchStatement':
      return node.cases.flatMap((each) => lexicalNames(each.consequent));
    case 'ForStatement':
      return node.init ? lexicalNames([node.init]) : [];
    case 'ForInStatement':
    case 'ForOfStatement':
      return lexicalNames([node.left]);
    case 'CatchClause':
      return node.param ? boundNames(node.param) : [];
    case 'ClassDeclaration':
    case 'ClassExpression':
      return node.id ? [node.id.name] : [];
    default:
      return [];
  }
}

/** The names that `let`, `const`, `class` and `function` declare in a list of statements. */
function lexicalNames(statements: readonly Node[]): string[] {
  return statements.flatMap((statement) => {
    switch (statement.type) {
      case 'VariableDeclaration':
        if (statement.kind === 'var') return [];
        return statement.declarations.flatMap(({ id }) => boundNames(id));
      case 'FunctionDeclaration':
      case 'ClassDeclaration':
        return statement.id ? [statement.id.name] : [];
      default:
        return [];
    }
  });
}

/** The names that `var` declares anywhere in a function's body, but for the functions within it. */
export function hoistedVariables(body: Node): string[] {
  const names: string[] = [];
  const visit = (node: Node): void => {
    if (isFunction(node) || isClass(node) || node.type.startsWith('TS')) return;
    if (node.type === 'VariableDeclaration' && node.kind === 'var' && node.declare !== true) {
      names.push(...node.declarations.flatMap(({ id }) => boundNames(id)));
    }
    eachChild(node, visit);
  };
  eachChild(body, visit);
  return names;
}

function isClass(node: Node): boolean {
  return node.type === 'ClassDeclaration' || node.type === 'ClassExpression';
}
