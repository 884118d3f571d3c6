import { join } from 'node:path';
import type { Gun } from '../tuf/index.ts';
import { type AuthConfig, parseAuthFile, parseAuthVariable, storedLogin } from './auth-config.ts';
import { programOf, type RunHelper, readAnswer } from './credential-helper.ts';
import type { CredentialEnvironment } from './environment.ts';
import type { ConfigFiles } from './files.ts';
import { readNotaryAuth } from './login-text.ts';
import { DOCKER_HUB, registryOf } from './reference.ts';

/** A login and where it is from: `NOTARY_AUTH`, `DOCKER_AUTH_CONFIG`, a helper's program, or a file's path. */
export type FoundLogin = { readonly from: string } & (
  | { readonly kind: 'password'; readonly username: string; readonly password: string }
  | { readonly kind: 'identity-token'; readonly username: string | null; readonly token: string }
);

export interface CredentialSources {
  readonly files: ConfigFiles;
  readonly dockerDirectory: string;
  readonly environment: CredentialEnvironment;
  readonly runHelper: RunHelper;
}

/** What docker files Docker Hub's login under. */
const DOCKER_HUB_KEY = 'https://index.docker.io/v1/';
const HELPER_TIMEOUT_MS = 10_000;
/** A helper's user name that says that its secret is an identity token (facts 7.3). */
const TOKEN_USERNAME = '<token>';

/**
 * The login for the registry of `gun`, or null when nobody has one (facts 7.2, 7.3). The first of these that is there:
 *
 * 1. `NOTARY_AUTH`, for every repository and for none in particular (`gun` null): who sets it means this very use.
 * 2. `DOCKER_AUTH_CONFIG`, if it has one for the registry.
 * 3. The helper that `credHelpers` of docker's `config.json` names for the registry, else the one of `credsStore`.
 * 4. `auths` of that file. As with docker, not when there is a helper, even if that knows none.
 *
 * Every source is asked once for as long as `sources` lives; one that failed is asked again.
 * Throws `login-variable-invalid`, `login-config-invalid`, `file-unreadable`, `credential-helper-failed`.
 */
export async function findLogin(gun: Gun | null, sources: CredentialSources): Promise<FoundLogin | null> {
  const { notaryAuth } = sources.environment;
  if (notaryAuth !== null) {
    return { kind: 'password', ...readNotaryAuth(notaryAuth), from: 'NOTARY_AUTH' };
  }
  const key = gun === null ? null : registryKey(gun);
  return key === null ? null : remembered(sources, key, () => dockerLogin(key, sources));
}

/** Null for a collection whose name says no registry: Docker Hub's login is for its images alone. */
function registryKey(gun: Gun): string | null {
  const registry = registryOf(gun);
  if (registry !== DOCKER_HUB) {
    return registry;
  }
  return /^(?:index\.)?docker\.io\//.test(gun) ? DOCKER_HUB_KEY : null;
}

async function dockerLogin(key: string, sources: CredentialSources): Promise<FoundLogin | null> {
  const { dockerAuthConfig } = sources.environment;
  const given = dockerAuthConfig === null ? null : loginIn(parseAuthVariable(dockerAuthConfig), key);
  if (given !== null) {
    return given;
  }
  const config = await authFile(sources);
  if (config === null) {
    return null;
  }
  const helper = config.helpers.get(key) ?? config.store;
  return helper ? helperLogin(helper, key, sources) : loginIn(config, key);
}

function loginIn(config: AuthConfig, key: string): FoundLogin | null {
  const login = storedLogin(config, key);
  return login === null ? null : { ...login, from: config.from };
}

async function authFile({ files, dockerDirectory }: CredentialSources): Promise<AuthConfig | null> {
  const path = join(dockerDirectory, 'config.json');
  const text = await files.read(path);
  // docker takes an empty file for none.
  return text === null || text.trim() === '' ? null : parseAuthFile(text, path);
}

async function helperLogin(
  name: string,
  key: string,
  { runHelper }: CredentialSources,
): Promise<FoundLogin | null> {
  const answer = await runHelper(name, key, AbortSignal.timeout(HELPER_TIMEOUT_MS));
  const credentials = readAnswer(name, answer);
  if (credentials === null || credentials.secret === '') {
    return null;
  }
  const { username, secret } = credentials;
  const from = programOf(name);
  if (username === TOKEN_USERNAME) {
    return { kind: 'identity-token', username: null, token: secret, from };
  }
  return username === '' ? null : { kind: 'password', username, password: secret, from };
}

type Asked = Promise<FoundLogin | null>;
const MEMORY = new WeakMap<CredentialSources, Map<string, Asked>>();

/** Repositories of one registry that are read side by side share one question. */
async function remembered(sources: CredentialSources, key: string, ask: () => Asked): Asked {
  const answers = MEMORY.get(sources) ?? new Map<string, Asked>();
  MEMORY.set(sources, answers);
  const known = answers.get(key);
  if (known !== undefined) {
    return known;
  }
  const asked = ask();
  answers.set(key, asked);
  asked.catch(() => answers.delete(key));
  return asked;
}
