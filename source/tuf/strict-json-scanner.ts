import type { JsonValue } from './metadata.ts';

export type JsonRefusal =
  | 'too-large'
  | 'not-utf8'
  | 'not-json'
  | 'too-deep'
  | 'repeated-member'
  | 'unsupported-number'
  | 'lone-surrogate';

/** Told of each member of each object: its path of names, and where in the text its value stands. */
export type MemberVisitor = (path: readonly string[], start: number, end: number) => void;

const BLANK = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;

class Refused extends Error {
  readonly reason: JsonRefusal;
  constructor(reason: JsonRefusal) {
    super(reason);
    this.reason = reason;
  }
}

/** Parses `text` by the strict rules of `parseStrictJson`, character by character. */
export function scanJson(
  text: string,
  maxDepth: number,
  visit: MemberVisitor = () => undefined,
): { readonly ok: true; readonly value: JsonValue } | { readonly ok: false; readonly reason: JsonRefusal } {
  try {
    return { ok: true, value: new Scanner(text, visit).document(maxDepth) };
  } catch (error) {
    if (error instanceof Refused) {
      return { ok: false, reason: error.reason };
    }
    throw error;
  }
}

class Scanner {
  readonly #text: string;
  readonly #visit: MemberVisitor;
  readonly #path: string[] = [];
  #at = 0;

  constructor(text: string, visit: MemberVisitor) {
    this.#text = text;
    this.#visit = visit;
  }

  document(maxDepth: number): JsonValue {
    this.#match(BLANK);
    const value = this.#value(maxDepth);
    this.#match(BLANK);
    if (this.#at !== this.#text.length) {
      throw new Refused('not-json');
    }
    return value;
  }

  #value(depthLeft: number): JsonValue {
    switch (this.#text[this.#at]) {
      case '{':
        return this.#object(depthLeft);
      case '[':
        return this.#list(depthLeft);
      case '"':
        return this.#string();
      case 't':
      case 'f':
      case 'n':
        return JSON.parse(this.#token(WORD));
      default:
        return this.#number();
    }
  }

  #object(depthLeft: number): JsonValue {
    const members = new Map<string, JsonValue>();
    this.#items('}', depthLeft, () => {
      const name = this.#string();
      if (members.has(name)) {
        throw new Refused('repeated-member');
      }
      this.#match(BLANK);
      this.#expect(':');
      this.#match(BLANK);
      const start = this.#at;
      this.#path.push(name);
      members.set(name, this.#value(depthLeft - 1));
      this.#visit(this.#path, start, this.#at);
      this.#path.pop();
    });
    // Defines members, where an assignment to `__proto__` would replace the prototype.
    return Object.fromEntries(members);
  }

  #list(depthLeft: number): JsonValue {
    const items: JsonValue[] = [];
    this.#items(']', depthLeft, () => items.push(this.#value(depthLeft - 1)));
    return items;
  }

  #items(close: string, depthLeft: number, item: () => void): void {
    if (depthLeft === 0) {
      throw new Refused('too-deep');
    }
    this.#at += 1;
    this.#match(BLANK);
    if (this.#text[this.#at] === close) {
      this.#at += 1;
      return;
    }
    for (;;) {
      item();
      this.#match(BLANK);
      if (this.#text[this.#at] === close) {
        this.#at += 1;
        return;
      }
      this.#expect(',');
      this.#match(BLANK);
    }
  }

  #string(): string {
    const end = endOfString(this.#text, this.#at);
    if (end === null) {
      throw new Refused('not-json');
    }
    const text = parseToken(this.#text.slice(this.#at, end));
    this.#at = end;
    if (!text.isWellFormed()) {
      throw new Refused('lone-surrogate');
    }
    return text;
  }

  #number(): number {
    const value = Number(this.#token(NUMBER));
    if (!Number.isSafeInteger(value)) {
      throw new Refused('unsupported-number');
    }
    return value;
  }

  #token(pattern: RegExp): string {
    const token = this.#match(pattern);
    if (token === '') {
      throw new Refused('not-json');
    }
    return token;
  }

  #expect(character: string): void {
    if (this.#text[this.#at] !== character) {
      throw new Refused('not-json');
    }
    this.#at += 1;
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const token = pattern.exec(this.#text)?.[0] ?? '';
    this.#at += token.length;
    return token;
  }
}

/**
 * Where the string that begins at `start` ends, past its closing quote; null when none begins there or it does not
 * end. A pattern could say this shorter, but exhausts its stack on a long one.
 */
export function endOfString(text: string, start: number): number | null {
  if (text[start] !== '"') {
    return null;
  }
  for (let quote = text.indexOf('"', start + 1); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let escapes = 0;
    while (text[quote - 1 - escapes] === '\\') {
      escapes += 1;
    }
    if (escapes % 2 === 0) {
      return quote + 1;
    }
  }
  return null;
}

/** Which escapes there are, and that control characters must be escaped, the engine's own parser knows. */
function parseToken(token: string): string {
  try {
    return JSON.parse(token);
  } catch {
    throw new Refused('not-json');
  }
}
