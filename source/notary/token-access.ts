import { decodeUtf8, type SafeText, safeText } from '../base/index.ts';

const MAX_SHOWN = 20;
const MAX_TEXT = 300;

/** What a token says that its bearer may do. */
export interface TokenAccess {
  /** As scopes, for people to read; the first ones, where there are many. null where that would show a secret. */
  readonly shown: readonly SafeText[] | null;
  /** Whether `scope` is among it. */
  readonly covers: (scope: string) => boolean;
}

interface Entry {
  readonly resource: string;
  readonly actions: readonly string[];
}

/**
 * Reads the `access` claim of a token, where it is a JWT that has one; null otherwise. The signature is not looked at:
 * the token is for the server, and what it says is shown to people and decides nothing.
 */
export function readTokenAccess(token: string, hidden: readonly string[]): TokenAccess | null {
  const parts = token.split('.');
  const claims = parts.length === 3 ? parseJson(Buffer.from(parts[1] ?? '', 'base64url')) : null;
  const access = member(claims, 'access');
  // Null is what an empty list of Go's becomes.
  const list: unknown = access === null ? [] : access;
  if (!Array.isArray(list)) {
    return null;
  }
  const entries = list.map(readEntry).filter((entry) => entry !== null);
  const scopes = entries
    .slice(0, MAX_SHOWN)
    .map(({ resource, actions }) => `${resource}:${actions.join(',')}`);
  const isSecret = scopes.some((scope) => hidden.some((secret) => scope.includes(secret)));
  return {
    shown: isSecret ? null : scopes.map((scope) => safeText(scope.slice(0, MAX_TEXT))),
    covers: (scope) => {
      const end = scope.lastIndexOf(':');
      const granted = entries.filter(({ resource }) => resource === scope.slice(0, end));
      const actions = new Set(granted.flatMap((entry) => entry.actions));
      return scope
        .slice(end + 1)
        .split(',')
        .every((action) => actions.has(action));
    },
  };
}

function readEntry(entry: unknown): Entry | null {
  const [type, name, actions] = [member(entry, 'type'), member(entry, 'name'), member(entry, 'actions')];
  return typeof type === 'string' && typeof name === 'string' && Array.isArray(actions)
    ? { resource: `${type}:${name}`, actions: actions.filter((action) => typeof action === 'string') }
    : null;
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(decodeUtf8(bytes) ?? '');
  } catch {
    return null;
  }
}
