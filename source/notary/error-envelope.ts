import { decodeUtf8, type SafeText, safeText } from '../base/index.ts';

const MAX_TEXT = 300;

/** The first error of Notary's envelope (facts 6). */
export interface ServerComplaint {
  /** Such as `VERSION`; empty where there is none. */
  readonly code: string;
  readonly message: SafeText | null;
  /** For `INVALID_UPDATE`: the rule that is broken, such as `ErrBadRoot`, and what the server says about it. */
  readonly validation: { readonly name: SafeText | null; readonly message: SafeText | null };
}

/** Reads the body of an error, Notary's or a token service's (facts 7.1); null when it is anything else. */
export function readComplaint(body: Uint8Array): ServerComplaint | null {
  const { errors, details } = asMembers(parseJson(body));
  const first: unknown = Array.isArray(errors) ? errors[0] : null;
  const { code, message, detail } = asMembers(first);
  if (typeof code !== 'string' && typeof message !== 'string') {
    return typeof details === 'string'
      ? { code: '', message: asText(details), validation: { name: null, message: null } }
      : null;
  }
  const { Name: name, Error: error } = asMembers(detail);
  return {
    code: typeof code === 'string' ? code : '',
    message: asText(message),
    validation: { name: asText(name), message: asText(asMembers(error)['Msg']) },
  };
}

/** The `error` of a refused OAuth2 request (RFC 6749, section 5.2); null without one. */
export function readOAuthError(body: Uint8Array): string | null {
  const { error } = asMembers(parseJson(body));
  return typeof error === 'string' ? error : null;
}

function asText(value: unknown): SafeText | null {
  return typeof value === 'string' ? safeText(value.slice(0, MAX_TEXT)) : null;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(decodeUtf8(bytes) ?? '');
  } catch {
    return null;
  }
}

function asMembers(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
