import * as v from 'valibot';
import {
  configFaults,
  isObject,
  type JsonObject,
  mapOf,
  parseObject,
  withLowerCaseNames,
} from './config-json.ts';
import { HELPER_NAME } from './credential-helper.ts';
import { type ConfigFault, DockerError } from './errors.ts';
import { parseLogin, withoutNuls } from './login-text.ts';

/** What `config.json` or `DOCKER_AUTH_CONFIG` says about logins (facts 7.3). Their texts are as written, still encoded. */
export interface AuthConfig {
  /** Path of the file, or name of the variable. */
  readonly from: string;
  readonly auths: ReadonlyMap<string, AuthEntry | null>;
  /** Helper names by registry key; an empty one is none. */
  readonly helpers: ReadonlyMap<string, string>;
  /** The helper for every other registry. */
  readonly store: string | null;
}

type AuthEntry = v.InferOutput<typeof Entry>;

export type StoredLogin =
  | { readonly kind: 'password'; readonly username: string; readonly password: string }
  | { readonly kind: 'identity-token'; readonly username: string | null; readonly token: string };

const Text = v.nullish(v.string());
const Members = v.pipe(
  v.custom<JsonObject>(isObject, 'not an object'),
  v.transform((object) => withLowerCaseNames(object)),
);
const Entry = v.object({ auth: Text, username: Text, password: Text, identitytoken: Text });
const HelperName = v.custom<string>(
  (name) => name === '' || (typeof name === 'string' && HELPER_NAME.test(name)),
  'not the name of a credential helper',
);
const ConfigJson = v.object({
  auths: v.nullish(mapOf(v.nullable(v.pipe(Members, Entry)))),
  credsstore: v.nullish(HelperName),
  credhelpers: v.nullish(mapOf(HelperName)),
});
/** docker refuses other members here, and so do we: a helper or a token that is overlooked would surprise. */
const VariableEntry = v.strictObject({ auth: v.pipe(v.string(), v.nonEmpty('empty')) });
const VariableJson = v.strictObject({ auths: v.nullish(mapOf(v.pipe(Members, VariableEntry))) });

/** Parses docker's `config.json`, as far as it is about logins. Throws `login-config-invalid`. */
export function parseAuthFile(text: string, path: string): AuthConfig {
  const { auths, credsstore, credhelpers } = parse(ConfigJson, text, path);
  return {
    from: path,
    auths: auths ?? new Map(),
    helpers: credhelpers ?? new Map(),
    store: credsstore || null,
  };
}

/** Parses `DOCKER_AUTH_CONFIG`, which holds `auths` and nothing else. Throws `login-config-invalid`. */
export function parseAuthVariable(text: string): AuthConfig {
  const from = 'DOCKER_AUTH_CONFIG';
  const { auths } = parse(VariableJson, text, from);
  const entries = [...(auths ?? [])].map(([key, { auth }]) => [key, { auth }] as const);
  return { from, auths: new Map(entries), helpers: new Map(), store: null };
}

/**
 * The login for a registry key: the entry of that very name, else the first whose host is the key. Null when there is
 * none or an incomplete one, such as docker leaves beside a helper. Throws `login-config-invalid`.
 */
export function storedLogin({ auths, from }: AuthConfig, key: string): StoredLogin | null {
  const name = auths.has(key) ? key : [...auths.keys()].find((other) => hostOf(other) === key);
  const entry = name === undefined ? null : auths.get(name);
  if (!entry) {
    return null;
  }
  const login = entry.auth ? decoded(entry.auth, { from, key }) : entry;
  if (entry.identitytoken) {
    return { kind: 'identity-token', username: login.username || null, token: entry.identitytoken };
  }
  return login.username && login.password
    ? { kind: 'password', username: login.username, password: login.password }
    : null;
}

function decoded(auth: string, { from, key }: { readonly from: string; readonly key: string }) {
  const login = parseLogin(auth);
  if (typeof login === 'string') {
    const reason = 'not user:password in base64';
    throw invalid(from, [{ at: `auths.${key}.auth`, reason }]);
  }
  return { username: login.username, password: withoutNuls(login.password) };
}

/** Older dockers wrote whole addresses, such as `https://registry.example.com/v1/`. */
function hostOf(key: string): string {
  return /^(?:[a-z][a-z0-9+.-]*:\/\/(?:[^/?#]*@)?)?([^/?#]*)/i.exec(key)?.[1] ?? '';
}

const MEMBERS = ['auths', 'credsStore', 'credHelpers', 'auth', 'username', 'password', 'identitytoken'];
const SPELLING = new Map(MEMBERS.map((name) => [name.toLowerCase(), name]));
const MAX_FAULTS = 5;

function parse<Schema extends v.GenericSchema>(
  schema: Schema,
  text: string,
  from: string,
): v.InferOutput<Schema> {
  const value = parseObject(text);
  if (typeof value === 'string') {
    throw invalid(from, [{ at: '', reason: value }]);
  }
  const parsed = v.safeParse(schema, withLowerCaseNames(value));
  if (!parsed.success) {
    // Names of registries are of somebody's choosing, and an address may hold a password.
    const nameOf = (name: string) => SPELLING.get(name) ?? '*';
    throw invalid(from, configFaults(parsed.issues.slice(0, MAX_FAULTS), nameOf));
  }
  return parsed.output;
}

function invalid(path: string, faults: readonly ConfigFault[]): DockerError {
  return new DockerError('login-config-invalid', { path, faults });
}
