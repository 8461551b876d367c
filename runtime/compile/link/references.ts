import { eachChild, endOf, type Node, type NodeOf, type Program, startOf } from '../syntax/ast.ts';
import type { Blanks } from '../syntax/blanks.ts';
import { boundNames, declaredIn, hoistedVariables } from '../syntax/scope.ts';
import type { Edits } from './edits.ts';

/** What the linker calls its own in a module's function. */
export interface LinkNames {
  /** The object that has a property for each imported name. */
  readonly bindings: string;
  /** In place of `import(…)`. */
  readonly load: string;
  /** In place of `import.meta`. */
  readonly meta: string;
  /** The variable behind `export default` of something without a name. */
  readonly anonymousDefault: string;
}

/** Imported names that something nearer has taken, innermost scope first. */
interface Scope {
  readonly taken: ReadonlySet<string>;
  readonly outer: Scope | null;
}

const MODULE_SCOPE: Scope = { taken: new Set(), outer: null };

/** Finds where a module uses what it imports, scope by scope, and edits each place to a live read. */
export class References {
  /** Whether the module awaits outside of all functions; known after the visit. */
  awaitsAtTopLevel = false;
  readonly #imported: ReadonlySet<string>;
  readonly #names: LinkNames;
  readonly #edits: Edits;
  readonly #blanks: Blanks;
  #functionDepth = 0;
  /** Offsets at which a statement begins that could be taken for the end of the one above. */
  readonly #statementStarts = new Set<number>();

  constructor(
    imported: ReadonlySet<string>,
    names: LinkNames,
    { edits, blanks }: { edits: Edits; blanks: Blanks },
  ) {
    this.#imported = imported;
    this.#names = names;
    this.#edits = edits;
    this.#blanks = blanks;
  }

  visitModule(program: Program): void {
    // Names that the module itself declares cannot be imported names: the parser sees to it.
    this.#visit(program, MODULE_SCOPE);
  }

  #visit(node: Node, scope: Scope): void {
    switch (node.type) {
      case 'Identifier':
        this.#visitReference(node, scope);
        return;
      case 'CallExpression':
      case 'OptionalCallExpression':
        this.#visitCall(node, node.callee, scope);
        return;
      case 'TaggedTemplateExpression':
        this.#visitCall(node, node.tag, scope);
        return;
      case 'MetaProperty':
        if (node.meta.name === 'import') this.#replaceMeta(node);
        return;
      case 'AwaitExpression':
        this.awaitsAtTopLevel ||= this.#functionDepth === 0;
        break;
      case 'ForOfStatement':
        if (node.await) this.awaitsAtTopLevel ||= this.#functionDepth === 0;
        break;
      case 'ImportDeclaration':
      case 'ExportAllDeclaration':
      case 'PrivateName':
      case 'BreakStatement':
      case 'ContinueStatement':
        return;
      case 'ExportNamedDeclaration':
        if (node.declaration) this.#visit(node.declaration, scope);
        return;
      case 'LabeledStatement':
        this.#visit(node.body, scope);
        return;
      case 'MemberExpression':
      case 'OptionalMemberExpression':
        this.#visit(node.object, scope);
        if (node.computed) this.#visit(node.property, scope);
        return;
      case 'ObjectProperty':
        this.#visitProperty(node, scope);
        return;
      case 'ClassProperty':
      case 'ClassPrivateProperty':
        if ('computed' in node && node.computed) this.#visit(node.key, scope);
        if (node.value) this.#visit(node.value, scope);
        return;
      case 'ObjectMethod':
      case 'ClassMethod':
      case 'ClassPrivateMethod':
        if (node.computed) this.#visit(node.key, scope);
        this.#visitFunction(node, scope);
        return;
      case 'FunctionDeclaration':
      case 'ArrowFunctionExpression':
        this.#visitFunction(node, scope);
        return;
      case 'FunctionExpression':
        this.#visitFunction(node, this.#within(scope, node.id ? [node.id.name] : []));
        return;
      case 'SwitchStatement':
        this.#visit(node.discriminant, scope);
        this.#visitAll(node.cases, this.#within(scope, declaredIn(node)));
        return;
      case 'SwitchCase':
        this.#noteStarts(node.consequent);
        break;
      case 'Program':
      case 'BlockStatement':
      case 'StaticBlock':
        this.#noteStarts(node.body);
        break;
    }
    const inner = this.#within(scope, declaredIn(node));
    eachChild(node, (child) => this.#visit(child, inner));
  }

  #visitAll(nodes: readonly Node[], scope: Scope): void {
    for (const node of nodes) this.#visit(node, scope);
  }

  #visitFunction({ params, body }: { params: readonly Node[]; body: Node }, scope: Scope): void {
    this.#functionDepth += 1;
    const parameters = this.#within(scope, params.flatMap(boundNames));
    this.#visitAll(params, parameters);
    // A body's `var` is not yet there for the parameters' defaults: it is a scope further in.
    this.#visit(body, this.#within(parameters, hoistedVariables(body)));
    this.#functionDepth -= 1;
  }

  #visitProperty(property: NodeOf<'ObjectProperty'>, scope: Scope): void {
    if (property.computed) this.#visit(property.key, scope);
    if (property.shorthand && property.key.type === 'Identifier') {
      // `{ foo }` becomes `{ foo:$$.foo }`.
      const { name } = property.key;
      if (this.#isImported(name, scope)) this.#edits.insert(startOf(property), `${name}:`);
    }
    this.#visit(property.value, scope);
  }

  #visitReference(node: NodeOf<'Identifier'>, scope: Scope): void {
    if (this.#isImported(node.name, scope)) this.#replace(node, this.#read(node.name));
  }

  /** A call keeps `this` undefined: `$$.foo()` would pass `$$`, so it becomes `(0,$$.foo)()`. */
  #visitCall(call: Node, callee: Node, scope: Scope): void {
    let inner = callee;
    while (inner.type === 'ParenthesizedExpression') inner = inner.expression;
    const direct =
      inner.type === 'Import' ||
      (inner.type === 'Identifier' && this.#isImported(inner.name, scope));
    if (inner.type === 'Import') {
      this.#replace(inner, this.#names.load);
    } else if (inner.type === 'Identifier' && direct) {
      const read = `0,${this.#read(inner.name)}`;
      const first = this.#statementStarts.has(startOf(call)) ? ';' : '';
      this.#replace(inner, inner === callee ? `${first}(${read})` : read);
    }
    eachChild(call, (child) => {
      if (child !== callee || !direct) this.#visit(child, scope);
    });
  }

  #replaceMeta(node: Node): void {
    const keywordEnd = startOf(node) + 'import'.length;
    this.#edits.replace(startOf(node), keywordEnd, this.#names.meta);
    this.#blanks.erase(keywordEnd, endOf(node));
  }

  #replace(node: Node, text: string): void {
    this.#edits.replace(startOf(node), endOf(node), text);
  }

  #read(name: string): string {
    return `${this.#names.bindings}.${name}`;
  }

  #isImported(name: string, scope: Scope): boolean {
    if (!this.#imported.has(name)) return false;
    for (let at: Scope | null = scope; at !== null; at = at.outer) {
      if (at.taken.has(name)) return false;
    }
    return true;
  }

  #within(scope: Scope, names: readonly string[]): Scope {
    const taken = names.filter((name) => this.#imported.has(name));
    return taken.length === 0 ? scope : { taken: new Set(taken), outer: scope };
  }

  #noteStarts(statements: readonly Node[]): void {
    for (const statement of statements) {
      if (statement.type === 'ExpressionStatement') this.#statementStarts.add(startOf(statement));
    }
  }
}
