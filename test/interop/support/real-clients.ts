import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mustRun, type RunResult, run } from './run.ts';
import { delegationKeyIds } from './tables.ts';

/** Throw-away passphrases of every key that tests and fixtures make. */
export const PASSPHRASES = { root: 'root-passphrase', repository: 'repository-passphrase' } as const;

export interface ServerAddress {
  readonly url: string;
  /** Host and port, as docker's TLS folders are named. */
  readonly authority: string;
  readonly caFile: string;
}

export interface TagOptions {
  readonly roles?: readonly string[];
  readonly size?: number;
  /** What the digest is made from; the tag's name when left out. */
  readonly content?: string;
  /** File with the target's custom JSON. */
  readonly custom?: string;
}

export interface DelegationOptions {
  readonly keys?: readonly string[];
  /** Prefixes; all paths when left out. */
  readonly paths?: readonly string[];
}

/** The digest that `RealClients.tag` signs for a content, in lower-case hexadecimal. */
export function digestOf(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}

/**
 * The real `docker trust` and `notary` clients, sharing one new docker configuration folder and its trust directory,
 * pointed at one server. Methods reject with what the client said when it fails, unless they return its `RunResult`.
 */
export class RealClients {
  /** DOCKER_CONFIG of the clients. */
  readonly configDir: string;
  readonly trustDir: string;
  /** For key files and other things that belong to nobody's trust directory. */
  readonly workDir: string;
  readonly #dir: string;
  readonly server: ServerAddress;
  readonly #colleagues = new Map<string, RealClients>();

  private constructor(dir: string, server: ServerAddress) {
    this.configDir = join(dir, 'docker');
    this.trustDir = join(this.configDir, 'trust');
    this.workDir = join(dir, 'work');
    this.#dir = dir;
    this.server = server;
  }

  /** Makes a client's home in `dir`, with the server's CA where docker looks for it. */
  static async create(options: {
    readonly dir: string;
    readonly server: ServerAddress;
  }): Promise<RealClients> {
    const clients = new RealClients(options.dir, options.server);
    const tlsDir = join(clients.configDir, 'tls', options.server.authority);
    await mkdir(tlsDir, { recursive: true, mode: 0o700 });
    await mkdir(clients.workDir, { recursive: true });
    await copyFile(options.server.caFile, join(tlsDir, 'ca.crt'));
    return clients;
  }

  /** The clients of another person, with a machine and keys of their own; the same ones for the same name. */
  async colleague(name: string): Promise<RealClients> {
    const known = this.#colleagues.get(name);
    const dir = join(this.#dir, `colleague-${name}`);
    const colleague = known ?? (await RealClients.create({ dir, server: this.server }));
    this.#colleagues.set(name, colleague);
    return colleague;
  }

  get colleagues(): ReadonlyMap<string, RealClients> {
    return this.#colleagues;
  }

  /** The environment of both clients, complete but for PATH: trustdeck can be run with the same. */
  get env(): Readonly<Record<string, string>> {
    return {
      HOME: this.workDir,
      DOCKER_CONFIG: this.configDir,
      DOCKER_CONTENT_TRUST_SERVER: this.server.url,
      DOCKER_CONTENT_TRUST_ROOT_PASSPHRASE: PASSPHRASES.root,
      DOCKER_CONTENT_TRUST_REPOSITORY_PASSPHRASE: PASSPHRASES.repository,
      NOTARY_ROOT_PASSPHRASE: PASSPHRASES.root,
      NOTARY_TARGETS_PASSPHRASE: PASSPHRASES.repository,
      NOTARY_SNAPSHOT_PASSPHRASE: PASSPHRASES.repository,
      NOTARY_DELEGATION_PASSPHRASE: PASSPHRASES.repository,
      TZ: 'UTC',
    };
  }

  /** Runs `docker trust`; an exit code is part of the result. */
  docker(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<RunResult> {
    return run('docker', ['trust', ...args], { env: { ...this.env, ...env }, cwd: this.workDir });
  }

  /** Runs `notary` on the shared trust directory; an exit code is part of the result. */
  notary(args: readonly string[], input = ''): Promise<RunResult> {
    return run('notary', this.#notaryArgs(args), { env: this.env, cwd: this.workDir, input });
  }

  mustDocker(args: readonly string[]): Promise<RunResult> {
    return mustRun('docker', ['trust', ...args], { env: this.env, cwd: this.workDir });
  }

  mustNotary(args: readonly string[], input = ''): Promise<RunResult> {
    return mustRun('notary', this.#notaryArgs(args), { env: this.env, cwd: this.workDir, input });
  }

  #notaryArgs(args: readonly string[]): readonly string[] {
    return ['-s', this.server.url, '--tlscacert', this.server.caFile, '-d', this.trustDir, ...args];
  }

  /** Generates a signer's key pair with docker; returns the file of the public key. */
  async generateKey(name: string): Promise<string> {
    await this.mustDocker(['key', 'generate', name, '--dir', this.workDir]);
    return join(this.workDir, `${name}.pub`);
  }

  /** Makes `name` a signer with these public keys, initialising the repository when it is new. */
  async addSigner(gun: string, name: string, publicKeys: readonly string[]): Promise<void> {
    await this.mustDocker(['signer', 'add', ...publicKeys.flatMap((file) => ['--key', file]), name, gun]);
  }

  /** A signer with a freshly generated key, as most people make one. Returns the file of the public key. */
  async newSigner(gun: string, name: string): Promise<string> {
    const publicKey = await this.generateKey(name);
    await this.addSigner(gun, name, [publicKey]);
    return publicKey;
  }

  /** Stages a tag for the next publish, in `targets` unless roles are given. */
  async tag(gun: string, name: string, options: TagOptions = {}): Promise<void> {
    const custom = options.custom === undefined ? [] : ['--custom', options.custom];
    await this.mustNotary([
      ...['addhash', gun, name, String(options.size ?? 1234)],
      ...['--sha256', digestOf(options.content ?? name)],
      ...(options.roles ?? []).flatMap((role) => ['-r', role]),
      ...custom,
    ]);
  }

  /** Signs a tag as the signer `name`, into its own role and into releases, as `docker trust sign` does. */
  async sign(gun: string, tag: string, name: string): Promise<void> {
    await this.tag(gun, tag, { roles: ['targets/releases', `targets/${name}`] });
    await this.publish(gun);
  }

  async publish(gun: string): Promise<void> {
    await this.mustNotary(['publish', gun]);
  }

  async addDelegation(gun: string, role: string, options: DelegationOptions): Promise<void> {
    const paths = options.paths === undefined ? ['--all-paths'] : ['--paths', options.paths.join(',')];
    await this.mustNotary(['delegation', 'add', gun, role, ...(options.keys ?? []), ...paths]);
  }

  /** Removes keys from a delegation, or the whole delegation without any, and publishes. */
  async removeDelegation(gun: string, role: string, keyIds: readonly string[] = []): Promise<void> {
    await this.mustNotary(['delegation', 'remove', gun, role, ...keyIds, '--yes', '--publish']);
  }

  async rotate(gun: string, role: string, options: { serverManaged?: boolean } = {}): Promise<void> {
    const managed = options.serverManaged === true ? ['--server-managed'] : [];
    await this.mustNotary(['key', 'rotate', gun, role, ...managed], 'yes\n');
  }

  /** Imports an unencrypted private key as `role`. */
  async importKey(file: string, role: string): Promise<void> {
    await this.mustNotary(['key', 'import', file, '-r', role]);
  }

  /** Canonical IDs of the keys of a delegation, as notary lists them. */
  async delegationKeyIds(gun: string, role: string): Promise<readonly string[]> {
    const { stdout } = await this.mustNotary(['delegation', 'list', gun]);
    return delegationKeyIds(stdout, role);
  }

  /** What the file of a private key says that the key is for; null when it does not say. */
  async keyRole(keyId: string): Promise<string | null> {
    const text = await readFile(join(this.trustDir, 'private', `${keyId}.key`), 'utf8');
    return /^role: (.*)$/m.exec(text)?.[1] ?? null;
  }

  /** A file in the working folder. */
  async writeFile(name: string, content: string | Uint8Array): Promise<string> {
    const path = join(this.workDir, name);
    await writeFile(path, content, { mode: 0o600 });
    return path;
  }

  /** Removes what is cached about a repository, and its staged changes. */
  async forget(gun: string): Promise<void> {
    await rm(join(this.trustDir, 'tuf', gun), { recursive: true, force: true });
  }

  changelistDir(gun: string): string {
    return join(this.trustDir, 'tuf', gun, 'changelist');
  }
}
