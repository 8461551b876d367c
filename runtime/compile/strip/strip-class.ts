import { endOf, type Node, type NodeOf, skipTrivia, startOf } from '../syntax/ast.ts';
import { isErasedDeclaration } from './erasable.ts';
import { eraseMark, type Stripping } from './strip.ts';

type ClassNode = NodeOf<'ClassDeclaration' | 'ClassExpression'>;
type Member = ClassNode['body']['body'][number];
type Field = Extract<Member, { type: 'ClassProperty' | 'ClassPrivateProperty' }>;
type Method = Extract<Member, { type: 'ClassMethod' | 'ClassPrivateMethod' }>;

/** Blanks what only a class has: `abstract`, `implements`, members without code, modifiers, marks. */
export function stripClass(node: ClassNode, to: Stripping): void {
  const start = startOf(node);
  if ('abstract' in node && node.abstract) to.blanks.erase(start, start + 'abstract'.length);
  if (node.implements && node.implements.length > 0) {
    to.blanks.erase(implementsKeyword(node, to.source), endOf(node.implements.at(-1) as Node));
  }
  let previous: Member | null = null;
  for (const member of node.body.body) {
    if (isErasedDeclaration(member)) continue;
    if (isField(member)) {
      eraseModifiers(member, previous, to);
      eraseFieldMarks(member, to);
    } else if (isMethod(member)) {
      eraseModifiers(member, previous, to);
      if (member.optional === true) eraseMark(keyEnd(member, to.source), to);
    }
    previous = member;
  }
}

function isField(member: Member): member is Field {
  return member.type === 'ClassProperty' || member.type === 'ClassPrivateProperty';
}

function isMethod(member: Member): member is Method {
  return member.type === 'ClassMethod' || member.type === 'ClassPrivateMethod';
}

function implementsKeyword(node: ClassNode, source: string): number {
  const before = node.superTypeParameters ?? node.superClass ?? node.typeParameters ?? node.id;
  if (before) return skipTrivia(source, endOf(before));
  const abstract = 'abstract' in node && node.abstract ? 'abstract'.length : 0;
  const keyword = skipTrivia(source, startOf(node) + abstract);
  return skipTrivia(source, keyword + 'class'.length);
}

const ERASED_MODIFIERS = new Set([
  'public',
  'private',
  'protected',
  'readonly',
  'override',
  'abstract',
  'declare',
]);

const WORD = /[a-z]+/y;

function eraseModifiers(member: Field | Method, previous: Member | null, to: Stripping): void {
  const { source, blanks } = to;
  for (let at = startOf(member); at < startOf(member.key); at = skipTrivia(source, at)) {
    WORD.lastIndex = at;
    const word = WORD.exec(source)?.[0];
    if (word === undefined) return;
    if (ERASED_MODIFIERS.has(word)) {
      blanks.erase(at, at + word.length);
      // `x = 1⏎public [key]` would become `x = 1⏎[key]`, an index.
      if (at === startOf(member) && isOpenField(previous, source)) blanks.put(at, ';');
    }
    at += word.length;
  }
}

/** A field that only the next line's modifier separates from the next member. */
function isOpenField(member: Member | null, source: string): boolean {
  return member !== null && isField(member) && source[endOf(member) - 1] !== ';';
}

function eraseFieldMarks(field: Field, to: Stripping): void {
  const { source, blanks } = to;
  let erasedAt = field.typeAnnotation ? startOf(field.typeAnnotation) : null;
  if (field.definite === true || ('optional' in field && field.optional === true)) {
    erasedAt = eraseMark(keyEnd(field, source), to);
  }
  // `get: T⏎x() {}` would become `get⏎x() {}`, a getter.
  if (erasedAt !== null && !field.value && isOpenField(field, source)) blanks.put(erasedAt, ';');
}

function keyEnd(member: Field | Method, source: string): number {
  const end = endOf(member.key);
  const computed = 'computed' in member && member.computed === true;
  return computed ? skipTrivia(source, end) + 1 : end;
}
