import type { AppError } from '../base/index.ts';

/** Members of an adapter's error, whose types are not the doctor's to know; null where there is none of that kind. */
export interface ErrorDetail {
  readonly text: (name: string) => string | null;
  readonly number: (name: string) => number | null;
  readonly date: (name: string) => Date | null;
  /** Empty where there is no list; what is of another kind is left out. */
  readonly texts: (name: string) => readonly string[];
  readonly details: (name: string) => readonly ErrorDetail[];
  /** Whether there is a list, which may be empty. */
  readonly hasList: (name: string) => boolean;
  /** Members of a member; nothing where it has none. */
  readonly inner: (name: string) => ErrorDetail;
}

export function detailOf({ detail }: Pick<AppError, 'detail'>): ErrorDetail {
  return reader(detail);
}

function reader(value: unknown): ErrorDetail {
  const members = new Map<string, unknown>(
    typeof value === 'object' && value !== null ? Object.entries(value) : [],
  );
  const items = (name: string): readonly unknown[] => {
    const list = members.get(name);
    return Array.isArray(list) ? list : [];
  };
  const only = <Kind>(is: (found: unknown) => found is Kind) => {
    return (name: string): Kind | null => {
      const found = members.get(name);
      return is(found) ? found : null;
    };
  };
  return {
    text: only(isText),
    number: only((found) => typeof found === 'number'),
    date: only((found) => found instanceof Date),
    texts: (name) => items(name).filter(isText),
    details: (name) => items(name).map(reader),
    hasList: (name) => Array.isArray(members.get(name)),
    inner: (name) => reader(members.get(name)),
  };
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
