import { fromBase64 } from '../base/index.ts';
import type { JsonValue } from './metadata.ts';
import type { FieldProblem } from './problem.ts';

export type JsonObject = { readonly [name: string]: JsonValue };

type Read = JsonValue | undefined;

/** As much as a person can use; a hostile file could be wrong in millions of places, under names of megabytes. */
const MAX_PROBLEMS = 20;
const MAX_PLACE_LENGTH = 300;

/**
 * Reads members of a document and collects what is not as the schema says, so that a person sees it at once, up to a
 * bound. After a problem the readers return a harmless value, which is never used.
 */
export class FieldProblems {
  readonly found: FieldProblem[] = [];

  add(at: string, reason: string): void {
    if (this.found.length < MAX_PROBLEMS) {
      this.found.push({ at: at.slice(0, MAX_PLACE_LENGTH), reason });
    }
  }

  /**
   * An object; `known` are the members that the caller reads. Go matches names of members regardless of case, so one
   * that differs from a known one only in that would be a second value for it, visible to Notary alone: refused.
   */
  object(value: Read, at: string, known: ReadonlySet<string>): JsonObject {
    const members = this.map(value, at);
    for (const name of Object.keys(members)) {
      if (!known.has(name) && known.has(folded(name))) {
        this.add(`${at}.${name}`, 'Notary would take it for the member of the same name in lower case');
      }
    }
    return members;
  }

  /** An object whose names are data. */
  map(value: Read, at: string): JsonObject {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as JsonObject;
    }
    this.add(at, 'is not an object');
    return {};
  }

  /** A map where Notary also writes null, and reads a missing one (facts 4.2). */
  optionalMap(value: Read, at: string): JsonObject {
    return value === null || value === undefined ? {} : this.map(value, at);
  }

  /** A list where Notary also writes null, and reads a missing one (facts 4.2). */
  optionalList(value: Read, at: string): readonly JsonValue[] {
    if (value === null || value === undefined) {
      return [];
    }
    if (Array.isArray(value)) {
      return value;
    }
    this.add(at, 'is not a list');
    return [];
  }

  text(value: Read, at: string): string {
    if (typeof value === 'string') {
      return value;
    }
    this.add(at, 'is not a string');
    return '';
  }

  /** A whole number of at least `min`. */
  count(value: Read, at: string, min: number): number {
    if (typeof value === 'number' && value >= min) {
      return value;
    }
    this.add(at, `is not a whole number of at least ${min}`);
    return min;
  }

  base64(value: Read, at: string): Uint8Array {
    const bytes = typeof value === 'string' ? fromBase64(value) : null;
    if (bytes === null) {
      this.add(at, 'is not padded base64');
      return new Uint8Array();
    }
    return bytes;
  }
}

/** Lower case as Go folds it: the long s is a letter of the alphabet to it, as the Kelvin sign is to both. */
function folded(name: string): string {
  return name.replaceAll('\u017f', 's').toLowerCase();
}
