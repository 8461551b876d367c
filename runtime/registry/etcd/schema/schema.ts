import type { ByteString } from '../bytes.ts';

/**
 * What etcd's messages are made of, said once for both its JSON and its binary form. Members have
 * their names in etcd's .proto files, for these are the names in JSON.
 */
export interface MessageType<M = unknown> {
  /** As etcd's Go code names it, for that name is in its error texts. */
  readonly name: string;
  readonly fields: readonly Field[];
  /** The `oneof` that the message has in its .proto file; null where it has none. */
  readonly oneof: string | null;
  /** Never there; it carries the members' types. */
  readonly members?: M;
}

export interface Field {
  readonly name: string;
  /** The other name that JSON accepts: `prev_kv` is `prevKv` too. */
  readonly camelName: string;
  readonly number: number;
  readonly repeated: boolean;
  readonly kind: Kind;
}

export type Kind =
  | { readonly is: 'bytes' | 'string' | 'bool' | Integer }
  | { readonly is: 'enum'; readonly of: EnumType }
  | { readonly is: 'message'; readonly of: () => MessageType };

/** `int64` is read as a number, exact up to 2^53; `id64` and `uid64`, of which all bits count, as a bigint. */
export type Integer = 'int64' | 'uint64' | 'uint32' | 'int32' | 'id64' | 'uid64';

export interface EnumType<Names extends string = string> {
  readonly name: string;
  /** A value's number is its place. */
  readonly values: readonly Names[];
}

interface Member<T> {
  readonly number: number;
  readonly kind: Kind;
  readonly repeated: boolean;
  readonly type?: T;
}

/** Marks a member that is a message: it reads in one form and is written in another. */
interface Nested<T> {
  readonly nested: T;
}

/** A message as a sender writes it: what is left out has its zero value. */
export type Outgoing<T> =
  T extends MessageType<infer M> ? { readonly [K in keyof M]?: Written<TypeOf<M[K]>> } : never;

/** A message as it was read: all members are there, but for messages that were not sent. */
export type Incoming<T> =
  T extends MessageType<infer M> ? { readonly [K in keyof M]: Read<TypeOf<M[K]>> } : never;

type TypeOf<M> = M extends Member<infer T> ? T : never;
type Written<V> = V extends readonly (infer E)[]
  ? readonly Written<E>[]
  : V extends Nested<infer T>
    ? Outgoing<T>
    : V;
type Read<V> = V extends readonly (infer E)[]
  ? readonly Exclude<Read<E>, undefined>[]
  : V extends Nested<infer T>
    ? Incoming<T> | undefined
    : V;

export function message<M extends Readonly<Record<string, Member<unknown>>>>(
  name: string,
  members: M,
  oneof: string | null = null,
): MessageType<M> {
  const fields = Object.entries(members).map(([field, { number, kind, repeated }]) => ({
    name: field,
    camelName: camelCase(field),
    number,
    repeated,
    kind,
  }));
  return { name, fields, oneof };
}

/** `prev_kv` as `prevKv`. */
export function camelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

const member = <T>(number: number, kind: Kind): Member<T> => ({ number, kind, repeated: false });

export const bytes = (number: number) => member<ByteString>(number, { is: 'bytes' });
export const string = (number: number) => member<string>(number, { is: 'string' });
export const bool = (number: number) => member<boolean>(number, { is: 'bool' });
export const int64 = (number: number) => member<number>(number, { is: 'int64' });
export const uint64 = (number: number) => member<number>(number, { is: 'uint64' });
export const int32 = (number: number) => member<number>(number, { is: 'int32' });
export const uint32 = (number: number) => member<number>(number, { is: 'uint32' });
export const id64 = (number: number) => member<bigint>(number, { is: 'id64' });
export const uid64 = (number: number) => member<bigint>(number, { is: 'uid64' });
/** A value's name, or its number when it has none. */
export const oneOf = <N extends string>(number: number, of: EnumType<N>) =>
  member<N | number>(number, { is: 'enum', of });
export const sub = <T extends MessageType>(number: number, of: T) =>
  member<Nested<T>>(number, { is: 'message', of: () => of });
export const repeated = <T>({ number, kind }: Member<T>): Member<readonly T[]> => ({
  number,
  kind,
  repeated: true,
});

/** A member whose type is declared further down. */
export const later = <T extends MessageType>(number: number, of: () => T): NestedIn<T> =>
  member<Nested<T>>(number, { is: 'message', of });

export type NestedIn<T> = Member<Nested<T>>;
export type Many<M> = M extends Member<infer T> ? Member<readonly T[]> : never;

export const enumeration = <N extends string>(name: string, ...values: N[]): EnumType<N> => ({
  name,
  values,
});
