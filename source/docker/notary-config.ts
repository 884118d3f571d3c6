import { dirname, join, resolve } from 'node:path';
import * as v from 'valibot';
import { asKeyId, type KeyId, TRUST_ON_FIRST_USE, type TrustPinning } from '../tuf/index.ts';
import { invalidConfig, isObject, type JsonObject, mapOf, parseConfigObject } from './config-json.ts';
import { DockerError } from './errors.ts';
import { type ConfigFiles, readRequired } from './files.ts';
import { expandHome, type HomePlace } from './locations.ts';

/** notary's `config.json` (facts 9). */
export interface NotaryConfig {
  readonly path: string;
  /** Named on the command line: only then its server and trust directory take the place of docker's. */
  readonly explicit: boolean;
  /** Absolute; null when not set. */
  readonly trustDirectory: string | null;
  readonly server: NotaryServerConfig | null;
  readonly pinning: TrustPinning;
}

export interface NotaryServerConfig {
  readonly url: string;
  /** Absolute paths; null when not set. */
  readonly rootCa: string | null;
  readonly clientCertificate: string | null;
  readonly clientKey: string | null;
  /** `skipTLSVerify` is set. It is not obeyed; callers say so when the certificate is not trusted. */
  readonly skipsVerification: boolean;
}

const KeyIdText = v.custom<KeyId>((id) => typeof id === 'string' && asKeyId(id) !== null, 'not a key ID');
const Path = v.nullish(v.string());
const NotaryConfigJson = v.object({
  trust_dir: Path,
  remote_server: v.nullish(
    v.object({
      url: Path,
      root_ca: Path,
      tls_client_cert: Path,
      tls_client_key: Path,
      skiptlsverify: v.nullish(v.boolean()),
    }),
  ),
  trust_pinning: v.nullish(
    v.object({
      certs: v.nullish(mapOf(v.array(KeyIdText))),
      ca: v.nullish(mapOf(v.string())),
      disable_tofu: v.nullish(v.boolean()),
    }),
  ),
});

/**
 * Reads `--config FILE` or else `~/.notary/config.json`; null when nobody named one and there is none. A file that is
 * there but not right is refused as a whole: reading on could drop a pin. Throws `config-invalid`, `file-unreadable`.
 */
export async function readNotaryConfig(
  files: ConfigFiles,
  place: HomePlace,
  flag: string | null,
): Promise<NotaryConfig | null> {
  const path = flag === null ? join(place.home, '.notary', 'config.json') : resolve(place.cwd, flag);
  const text = flag === null ? await files.read(path) : await readRequired(files, path);
  if (text === null) {
    return null;
  }
  const parsed = v.safeParse(NotaryConfigJson, lowerCaseMembers(parseConfigObject(text, path), path));
  if (!parsed.success) {
    throw invalidConfig(path, parsed.issues);
  }
  const { trust_dir, remote_server, trust_pinning } = parsed.output;
  return {
    path,
    explicit: flag !== null,
    trustDirectory: trust_dir ? expandHome(trust_dir, place) : null,
    server: serverConfig(remote_server, path),
    pinning: trust_pinning ? await pinning(trust_pinning, files, place) : TRUST_ON_FIRST_USE,
  };
}

type Parsed = v.InferOutput<typeof NotaryConfigJson>;

/** TLS paths are relative to the configuration file (facts 9). */
function serverConfig(server: Parsed['remote_server'], configPath: string): NotaryServerConfig | null {
  if (!server?.url) {
    return null;
  }
  const absolute = (path: string | null | undefined) => (path ? resolve(dirname(configPath), path) : null);
  return {
    url: server.url,
    rootCa: absolute(server.root_ca),
    clientCertificate: absolute(server.tls_client_cert),
    clientKey: absolute(server.tls_client_key),
    skipsVerification: server.skiptlsverify === true,
  };
}

/**
 * GUNs keep their case: notary lower-cases them and then silently ignores such pins (facts 9). CA files are relative
 * to the working folder; one that cannot be read pins its GUNs to nothing, so that only those are refused.
 */
async function pinning(
  pins: NonNullable<Parsed['trust_pinning']>,
  files: ConfigFiles,
  place: HomePlace,
): Promise<TrustPinning> {
  const ca = [...(pins.ca ?? [])].map(
    async ([prefix, path]) => [prefix, await readOrNothing(files, resolve(place.cwd, path))] as const,
  );
  return {
    certs: pins.certs ?? new Map(),
    ca: new Map(await Promise.all(ca)),
    trustOnFirstUse: pins.disable_tofu !== true,
  };
}

async function readOrNothing(files: ConfigFiles, path: string): Promise<string> {
  try {
    return (await files.read(path)) ?? '';
  } catch (error) {
    if (error instanceof DockerError) {
      return '';
    }
    throw error;
  }
}

const SECTIONS = ['remote_server', 'trust_pinning'];

/**
 * notary's member names know no case (`Disable_TOFU` counts), so a strict reader would overlook a pin. Names are
 * lowered in the sections that have fixed ones; two names that become the same are refused.
 */
function lowerCaseMembers(config: JsonObject, path: string): JsonObject {
  const top = lowered(config, path, '');
  return Object.fromEntries(
    Object.entries(top).map(([name, value]) => [
      name,
      SECTIONS.includes(name) && isObject(value) ? lowered(value, path, `${name}.`) : value,
    ]),
  );
}

function lowered(object: JsonObject, path: string, prefix: string): JsonObject {
  const members = new Map<string, unknown>();
  for (const [name, value] of Object.entries(object)) {
    const lower = name.toLowerCase();
    if (members.has(lower)) {
      throw new DockerError('config-invalid', {
        path,
        faults: [{ at: prefix + lower, reason: 'given twice' }],
      });
    }
    members.set(lower, value);
  }
  return Object.fromEntries(members);
}
