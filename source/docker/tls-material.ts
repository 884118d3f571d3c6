import { join, resolve } from 'node:path';
import { DockerError } from './errors.ts';
import { type ConfigFiles, readRequired } from './files.ts';
import type { NotaryConfig, NotaryServerConfig } from './notary-config.ts';

/** PEM text and the file it was read from. */
export interface PemFile {
  readonly pem: string;
  readonly from: string;
}

export interface ClientCertificate {
  readonly certificate: PemFile;
  readonly key: PemFile;
}

/** What a connection to one server trusts and shows. There is no way to switch verification off (facts 13.19). */
export interface TlsMaterial {
  readonly ca: readonly PemFile[];
  /** `ca` alone is trusted, without the system's roots: notary's way, and the flag's. */
  readonly exclusive: boolean;
  readonly clientCertificates: readonly ClientCertificate[];
  /** Every place where CA certificates for this server were looked for. */
  readonly lookedIn: readonly string[];
}

export interface TlsSources {
  /** `--tlscacert`, `--tlscert`, `--tlskey`, relative to `cwd`; null where not given. */
  readonly flags: {
    readonly ca: string | null;
    readonly certificate: string | null;
    readonly key: string | null;
  };
  readonly cwd: string;
  readonly dockerDirectory: string;
  readonly notary: NotaryConfig | null;
}

const CERTIFICATE = /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----/;
const PRIVATE_KEY = /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----/;

/**
 * Gathers the TLS material for the server at `url`. CA and client certificate are looked up separately, each at the
 * first place that has one: the flags; notary's configuration, if it is about this very server; docker's
 * `tls/<host:port>` folder. Throws `client-certificate-incomplete`, `tls-file-invalid`, `file-unreadable`.
 */
export async function readTlsMaterial(
  files: ConfigFiles,
  url: string,
  sources: TlsSources,
): Promise<TlsMaterial> {
  const notary = notaryFor(url, sources.notary);
  const folder = await readFolder(files, sources.dockerDirectory, url);
  const fromCwd = (path: string | null) => (path === null ? null : resolve(sources.cwd, path));
  const exclusiveCa = fromCwd(sources.flags.ca) ?? notary?.rootCa ?? null;
  const named =
    (await pair(files, fromCwd(sources.flags.certificate), fromCwd(sources.flags.key))) ??
    (await pair(files, notary?.clientCertificate ?? null, notary?.clientKey ?? null));
  return {
    ca:
      exclusiveCa === null
        ? await folderAuthorities(files, folder)
        : [await pemFile(files, exclusiveCa, 'certificate')],
    exclusive: exclusiveCa !== null,
    clientCertificates: named === null ? await folderPairs(files, folder) : [named],
    lookedIn: exclusiveCa === null ? [folder.path] : [exclusiveCa],
  };
}

interface Folder {
  readonly path: string;
  readonly names: readonly string[];
}

/** docker's folder for the server; host and port as written in the URL (facts 7.4). */
async function readFolder(files: ConfigFiles, dockerDirectory: string, url: string): Promise<Folder> {
  const host = /^https?:\/\/([A-Za-z0-9[][^/?#@]*)/.exec(url)?.[1];
  const path = join(dockerDirectory, 'tls', host ?? '');
  return { path, names: host === undefined ? [] : await files.list(path) };
}

/** The configuration's TLS files are for its own server: another one must not see the client certificate. */
function notaryFor(url: string, notary: NotaryConfig | null): NotaryServerConfig | null {
  const configured = notary?.server ?? null;
  const origin = URL.parse(url)?.origin;
  return configured !== null && origin !== undefined && URL.parse(configured.url)?.origin === origin
    ? configured
    : null;
}

async function folderAuthorities(files: ConfigFiles, { path, names }: Folder): Promise<readonly PemFile[]> {
  const authorities = names.filter((name) => name.endsWith('.crt'));
  return Promise.all(authorities.map((name) => pemFile(files, join(path, name), 'certificate')));
}

/** Every `X.cert` needs its `X.key` and the other way round, as docker insists (facts 7.4). */
async function folderPairs(
  files: ConfigFiles,
  { path, names }: Folder,
): Promise<readonly ClientCertificate[]> {
  const stems = new Set(
    names.filter((name) => /\.(?:cert|key)$/.test(name)).map((name) => name.replace(/\.[^.]+$/, '')),
  );
  const pairs = [...stems].map((stem) => {
    const has = (suffix: string) => (names.includes(stem + suffix) ? join(path, stem + suffix) : null);
    return pair(files, has('.cert'), has('.key'), join(path, stem));
  });
  return (await Promise.all(pairs)).filter((found) => found !== null);
}

async function pair(
  files: ConfigFiles,
  certificate: string | null,
  key: string | null,
  stem = '',
): Promise<ClientCertificate | null> {
  if (certificate === null && key === null) {
    return null;
  }
  if (certificate === null || key === null) {
    const lacks = key === null ? 'key' : 'certificate';
    const missing = stem === '' ? '' : `${stem}${key === null ? '.key' : '.cert'}`;
    throw new DockerError('client-certificate-incomplete', {
      present: certificate ?? key ?? '',
      missing,
      lacks,
    });
  }
  return {
    certificate: await pemFile(files, certificate, 'certificate'),
    key: await pemFile(files, key, 'private-key'),
  };
}

async function pemFile(
  files: ConfigFiles,
  path: string,
  expected: 'certificate' | 'private-key',
): Promise<PemFile> {
  const pem = await readRequired(files, path);
  if (!(expected === 'certificate' ? CERTIFICATE : PRIVATE_KEY).test(pem)) {
    throw new DockerError('tls-file-invalid', { path, expected });
  }
  return { pem, from: path };
}
