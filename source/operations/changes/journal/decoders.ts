import { asSha256Hex } from '../../../base/index.ts';
import {
  asGun,
  asKeyId,
  asRoleName,
  type JsonValue,
  readTufKey,
  type Target,
  type TufKey,
} from '../../../tuf/index.ts';

/** Thrown by a decoder for a value that is not what it has to be. */
export class MalformedValue extends Error {}

/** Takes a value of parsed JSON for what it has to be, or throws `MalformedValue`. */
export type Decoder<Value> = (value: unknown) => Value;

type Shape = Readonly<Record<string, Decoder<unknown>>>;

type Decoded<Fields extends Shape> = { readonly [Name in keyof Fields]: ReturnType<Fields[Name]> };

export function text(value: unknown): string {
  return typeof value === 'string' ? value : malformed();
}

export function flag(value: unknown): boolean {
  return typeof value === 'boolean' ? value : malformed();
}

export function count(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : malformed();
}

export function date(value: unknown): Date {
  const read = new Date(text(value));
  return Number.isNaN(read.getTime()) ? malformed() : read;
}

export const gun = named(asGun);
export const keyId = named(asKeyId);
export const roleName = named(asRoleName);
export const sha256 = named(asSha256Hex);

/** A public key as documents hold one; its IDs are those that its content gives it. */
export function tufKey(value: unknown): TufKey {
  return readTufKey(value as JsonValue) ?? malformed();
}

/** A tag to be signed; `custom` is written only where there is one. */
export function target(value: unknown): Target {
  const { custom, ...rest } = objectOf(value);
  const { name, length, sha256: short, sha512 } = TARGET(rest);
  return { name, length, sha256: short, sha512, custom: custom as JsonValue | undefined };
}

export function nullable<Value>(decode: Decoder<Value>): Decoder<Value | null> {
  return (value) => (value === null ? null : decode(value));
}

export function list<Value>(decode: Decoder<Value>): Decoder<readonly Value[]> {
  return (value) => (Array.isArray(value) ? value.map((item: unknown) => decode(item)) : malformed());
}

export function oneOf<const Word extends string>(...words: readonly Word[]): Decoder<Word> {
  return (value) => words.find((word) => word === value) ?? malformed();
}

export function either<Left, Right>(left: Decoder<Left>, right: Decoder<Right>): Decoder<Left | Right> {
  return (value) => {
    try {
      return left(value);
    } catch (error) {
      if (error instanceof MalformedValue) {
        return right(value);
      }
      throw error;
    }
  };
}

/** An object with exactly these members. */
export function record<Fields extends Shape>(fields: Fields): Decoder<Decoded<Fields>> {
  const names = Object.keys(fields);
  return (value) => {
    const members = objectOf(value);
    const isExact = Object.keys(members).length === names.length;
    const entries = names.map((name) => {
      const decode = Object.hasOwn(members, name) ? fields[name] : undefined;
      return decode === undefined || !isExact ? malformed() : ([name, decode(members[name])] as const);
    });
    return Object.fromEntries(entries) as Decoded<Fields>;
  };
}

/** The members of an object of parsed JSON. */
export function objectOf(value: unknown): { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : malformed();
}

export function malformed(): never {
  throw new MalformedValue('not as it was written');
}

const TARGET = record({
  name: text,
  length: count,
  sha256: nullable(sha256),
  sha512: nullable(text),
});

function named<Name extends string>(as: (name: string) => Name | null): Decoder<Name> {
  return (value) => as(text(value)) ?? malformed();
}
