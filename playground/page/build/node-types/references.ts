import { eachChild, type Node } from '../../../../runtime/compile/syntax/ast.ts';
import { plainName } from './source-file.ts';

/** A name that a declaration refers to, part by part: `['net', 'Socket']`. */
export type Path = readonly string[];

export interface References {
  /** Names to be looked up where the declaration stands. */
  readonly names: readonly Path[];
  /** `import('x').Name`, the module's name without `node:`; no name stands for all of it. */
  readonly imports: readonly { readonly module: string; readonly name: string | null }[];
}

/** All that a declaration needs others for, but in those parts of it that are left out. */
export function referencesOf(node: Node, isLeftOut: (part: Node) => boolean): References {
  const names: Path[] = [];
  const imports: { module: string; name: string | null }[] = [];
  const add = (entity: Node | null | undefined) => {
    const path = entity ? pathOf(entity) : [];
    if (path.length > 0) names.push(path);
  };
  const visit = (part: Node): void => {
    if (isLeftOut(part)) return;
    switch (part.type) {
      case 'TSTypeReference':
        add(part.typeName);
        break;
      case 'TSTypeQuery':
        if (part.exprName.type !== 'TSImportType') add(part.exprName);
        break;
      case 'ExportDefaultDeclaration':
        add(part.declaration);
        break;
      case 'TSExpressionWithTypeArguments':
      case 'TSExportAssignment':
        add(part.expression);
        break;
      case 'ClassDeclaration':
        add(part.superClass);
        break;
      case 'TSImportEqualsDeclaration':
        if (part.moduleReference.type !== 'TSExternalModuleReference') add(part.moduleReference);
        break;
      case 'TSImportType':
        imports.push({
          module: plainName(part.argument.type === 'StringLiteral' ? part.argument.value : ''),
          name: part.qualifier ? (pathOf(part.qualifier)[0] ?? null) : null,
        });
        break;
      case 'ExportSpecifier':
        add(part.local);
        return;
    }
    if ('computed' in part && part.computed && 'key' in part) add(part.key as Node);
    eachChild(part, visit);
  };
  visit(node);
  return { names, imports };
}

/** The name that an entity or an expression is, part by part; empty when it is no name. */
export function pathOf(entity: Node): Path {
  switch (entity.type) {
    case 'Identifier':
      return [entity.name];
    case 'TSQualifiedName':
      return [...pathOf(entity.left), entity.right.name];
    case 'MemberExpression':
      return entity.property.type === 'Identifier'
        ? [...pathOf(entity.object), entity.property.name]
        : pathOf(entity.object);
    default:
      return [];
  }
}
