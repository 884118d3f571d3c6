import { join } from 'node:path';
import * as v from 'valibot';
import { decodeUtf8, fromBase64 } from '../base/index.ts';
import { invalidConfig, mapOf, parseConfigObject } from './config-json.ts';
import type { ConfigFiles } from './files.ts';
import { DOCKER_HUB } from './reference.ts';

/** How docker logs in at a registry. */
export type StoredLogin =
  | { readonly kind: 'password'; readonly username: string; readonly password: string }
  /** An identity token stands for a refresh token (facts 7.1). */
  | { readonly kind: 'identity-token'; readonly token: string };

/** What matters here of docker's `config.json`. */
export interface DockerConfig {
  readonly path: string;
  /** By registry key as written, such as `https://index.docker.io/v1/`. */
  readonly auths: ReadonlyMap<string, StoredLogin>;
  /** Suffix of the `docker-credential-…` program that keeps all logins; null without one. */
  readonly credentialStore: string | null;
  /** The same for single registries. */
  readonly credentialHelpers: ReadonlyMap<string, string>;
}

/** Docker Hub's key in `auths`, from the days of its first API. */
const HUB_KEY = 'https://index.docker.io/v1/';

const AuthEntry = v.object({
  auth: v.optional(v.string()),
  identitytoken: v.optional(v.string()),
});
const Auths = v.nullish(mapOf(AuthEntry));
const DockerConfigJson = v.object({
  auths: Auths,
  credsStore: v.nullish(v.string()),
  credHelpers: v.nullish(mapOf(v.string())),
});

/** Reads `config.json` in docker's folder; empty when there is none. Throws `config-invalid`, `file-unreadable`. */
export async function readDockerConfig(files: ConfigFiles, dockerDirectory: string): Promise<DockerConfig> {
  const path = join(dockerDirectory, 'config.json');
  return parseDockerConfig((await files.read(path)) ?? '{}', path);
}

/** Parses docker's `config.json`, or `DOCKER_AUTH_CONFIG`, which is the same with `auths` alone. */
export function parseDockerConfig(text: string, path: string): DockerConfig {
  const parsed = v.safeParse(DockerConfigJson, parseConfigObject(text, path));
  if (!parsed.success) {
    throw invalidConfig(path, parsed.issues);
  }
  const { auths, credsStore, credHelpers } = parsed.output;
  return {
    path,
    auths: new Map(
      [...(auths ?? [])].flatMap(([key, entry]) => {
        const login = decodeLogin(entry);
        return login === null ? [] : [[key, login] as const];
      }),
    ),
    credentialStore: credsStore || null,
    credentialHelpers: credHelpers ?? new Map(),
  };
}

/** The key under which docker keeps the login of a registry (facts 7.3). */
export function loginKey(registry: string): string {
  return registry === DOCKER_HUB ? HUB_KEY : registry;
}

/** The login that `config.json` itself holds: by the exact key, else by any key that names the same host. */
export function storedLogin(config: DockerConfig, registry: string): StoredLogin | null {
  const key = loginKey(registry);
  const exact = config.auths.get(key);
  if (exact !== undefined) {
    return exact;
  }
  const sameHost = [...config.auths].find(([name]) => hostOf(name) === hostOf(key));
  return sameHost?.[1] ?? null;
}

/** The program that must be asked instead of `auths`, by the suffix of its name; null when there is none. */
export function credentialHelperFor(config: DockerConfig, registry: string): string | null {
  return config.credentialHelpers.get(loginKey(registry)) ?? config.credentialStore;
}

function hostOf(key: string): string {
  return key.replace(/^https?:\/\//, '').replace(/\/.*$/s, '');
}

function decodeLogin(entry: v.InferOutput<typeof AuthEntry>): StoredLogin | null {
  if (entry.identitytoken) {
    return { kind: 'identity-token', token: entry.identitytoken };
  }
  const text = decodeUtf8(fromBase64(entry.auth ?? '') ?? new Uint8Array()) ?? '';
  const colon = text.indexOf(':');
  // docker trims NUL bytes that an old version padded passwords with.
  return colon <= 0
    ? null
    : {
        kind: 'password',
        username: text.slice(0, colon),
        password: text.slice(colon + 1).replace(/^\0+|\0+$/g, ''),
      };
}
