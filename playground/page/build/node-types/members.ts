import type { Node } from '../../../../runtime/compile/syntax/ast.ts';
import type { Surface } from '../../../../runtime/sandbox/browser/build/surface/index.ts';
import { type Declaration, GLOBAL } from './declarations.ts';
import { declarationOf, statementsOf } from './source-file.ts';

/**
 * Types whose members the sandbox has under other names: of some of Node's classes it has objects
 * only, and some have members in their bases' types.
 */
const SAME_AS: Readonly<Record<string, readonly string[]>> = {
  'globalThis.Buffer#': ['buffer.Buffer#'],
  'globalThis.BufferConstructor#': ['buffer.Buffer'],
  'globalThis.Console#': ['console.Console#'],
  'globalThis.NodeJS.EventEmitter': ['events.EventEmitter'],
  'globalThis.NodeJS.EventEmitter#': ['events.EventEmitter#'],
  'globalThis.NodeJS.Immediate#': ['timers.Immediate#'],
  'globalThis.NodeJS.Process#': ['process.Process#'],
  'globalThis.NodeJS.Timeout#': ['timers.Timeout#'],
  'http.OutgoingMessage#': ['http.OutgoingMessage#', 'http.ServerResponse#', 'http.ClientRequest#'],
  'net.Server#': ['http.Server#'],
  'stream.Stream#': ['stream.Stream#', 'stream.Readable#', 'stream.Writable#'],
  'timers/promises.Scheduler#': ['timers/promises.scheduler'],
};

/** Options that nothing here takes, by the type that lists them. */
const NO_OPTIONS: Readonly<Record<string, readonly string[]>> = {
  'globalThis.EventSourceInit': ['dispatcher'],
  'globalThis.RequestInit': ['dispatcher'],
  'globalThis.WebSocketInit': ['dispatcher'],
};

/** Which parts of a declaration the sandbox does not have. */
export function missingParts(declaration: Declaration, surface: Surface): Node[] {
  // What undici declares is global here.
  const module = declaration.scope.module.replace(/^undici-types\/.*/, GLOBAL);
  const path = `${module}.${declaration.name}`;
  return partsMissing(declaration.node, path, surface);
}

function partsMissing(node: Node, path: string, surface: Surface): Node[] {
  const statics = membersAt(path, surface);
  const ofInstances = membersAt(`${path}#`, surface);
  switch (node.type) {
    case 'ClassDeclaration':
      return node.body.body.filter((member) => {
        const isStatic = 'static' in member && member.static === true;
        if (isMissing(nameOf(member), isStatic ? statics : ofInstances)) return true;
        return isMissing(symbolOf(member, typeName(node)), statics);
      });
    case 'TSInterfaceDeclaration':
      return node.body.body.filter((member) => {
        const name = nameOf(member);
        if (isMissing(name, ofInstances) || NO_OPTIONS[path]?.includes(name ?? '')) return true;
        return isMissing(symbolOf(member, typeName(node)), statics);
      });
    case 'TSModuleDeclaration':
      return statementsOf(node).flatMap((statement) => {
        const inner = declarationOf(statement);
        const name = valueName(inner);
        if (isMissing(name, statics)) return [statement];
        return partsMissing(inner, `${path}.${typeName(inner)}`, surface);
      });
    default:
      return [];
  }
}

/** Names that begin with `_` are for programs to give, not to take. */
function isMissing(name: string | null, names: readonly string[] | undefined): boolean {
  return name !== null && !name.startsWith('_') && names?.includes(name) === false;
}

function membersAt(path: string, surface: Surface): readonly string[] | undefined {
  if (path === 'path.PlatformPath#') return surface.modules.path;
  if (path === 'process.BuiltInModule#') {
    return Object.keys(surface.modules).flatMap((name) => [name, `node:${name}`]);
  }
  const found = (SAME_AS[path] ?? [path]).flatMap((at) => surface.members[at] ?? []);
  return found.length === 0 ? undefined : found;
}

/** The name of a class's or interface's member; null for constructors, signatures and symbols. */
function nameOf(member: Node): string | null {
  if (!('key' in member) || !member.key) return null;
  if ('computed' in member && member.computed) return null;
  const key = member.key as Node;
  if (key.type === 'StringLiteral') return key.value;
  return key.type === 'Identifier' && key.name !== 'constructor' ? key.name : null;
}

/** The static member of its own class that a member is named by: `[EventEmitter.symbol]`. */
function symbolOf(member: Node, className: string): string | null {
  if (!('computed' in member && member.computed && 'key' in member)) return null;
  const key = member.key as Node;
  if (key.type !== 'MemberExpression' || key.object.type !== 'Identifier') return null;
  const { object, property } = key;
  return object.name === className && property.type === 'Identifier' ? property.name : null;
}

function valueName(node: Node): string | null {
  if (node.type === 'TSDeclareFunction') return node.id?.name ?? null;
  if (node.type !== 'VariableDeclaration') return null;
  const id = node.declarations[0]?.id;
  return id?.type === 'Identifier' ? id.name : null;
}

function typeName(node: Node): string {
  if (!('id' in node)) return '';
  const id = node.id as Node | null;
  return id?.type === 'Identifier' ? id.name : '';
}

/** Whether a program can take the value that a declaration declares. */
export function isOffered({ scope, name, isWhole }: Declaration, surface: Surface): boolean {
  if (isWhole) return true;
  if (scope.module === GLOBAL) return surface.globals.includes(name);
  const { modules, defaults, members } = surface;
  const own = modules[scope.module];
  if (own !== undefined) return own.includes(name) || (defaults[scope.module] ?? []).includes(name);
  // A module that cannot be imported, but is there as a member of another: `util.types`.
  return (members[scope.module.replace('/', '.')] ?? []).includes(name);
}
