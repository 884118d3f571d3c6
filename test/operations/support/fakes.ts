import { createHash } from 'node:crypto';
import { type RepositoryFixture, replay } from '../../../fixtures/load.ts';
import { NotaryError } from '../../../source/notary/index.ts';
import type {
  CachedMetadata,
  MetadataCache,
  NotaryRemote,
  Remotes,
  ServerChoice,
} from '../../../source/operations/index.ts';
import {
  type AcceptedFile,
  asGun,
  type FileReply,
  type FileRequest,
  type Gun,
  makeTufKey,
  type RoleName,
  type SignedFile,
  type TufKey,
} from '../../../source/tuf/index.ts';

export const SERVER: ServerChoice = { url: 'https://notary.example.com', reason: 'command-line' };

/** A GUN that is one, or the test is wrong. */
export function gun(text: string): Gun {
  const name = asGun(text);
  if (name === null) {
    throw new Error(`${text} is no GUN`);
  }
  return name;
}

type Answer = (request: FileRequest) => FileReply | Promise<Exclude<FileReply, { kind: 'unavailable' }>>;

/**
 * A server that answers from memory and remembers what it was asked. What is published is served from then on, as it
 * is: it verifies nothing and signs nothing, and what was not published comes from `answer`.
 */
export class FakeRemote implements NotaryRemote {
  readonly server: ServerChoice;
  readonly asked: FileRequest[] = [];
  answer: Answer;
  guns: readonly Gun[] = [];
  closed = false;
  readonly published: { readonly gun: Gun; readonly files: readonly SignedFile[] }[] = [];
  readonly deleted: Gun[] = [];
  readonly rotated: { readonly gun: Gun; readonly role: 'snapshot' | 'timestamp' }[] = [];
  /** The next `publish` rejects with it; `after` says that the files were stored all the same. */
  failPublish: { readonly error: Error; readonly after?: boolean } | null = null;
  readonly #stored = new Map<Gun, Map<string, Uint8Array>>();
  readonly #keys = new Map<string, TufKey>();

  constructor(answer: Answer, server: ServerChoice = SERVER) {
    this.answer = answer;
    this.server = server;
  }

  async fetchFile(name: Gun, request: FileRequest, signal: AbortSignal) {
    signal.throwIfAborted();
    this.asked.push(request);
    const stored = this.#stored.get(name)?.get(storedName(request));
    if (stored !== undefined) {
      return { kind: 'found' as const, bytes: stored };
    }
    const reply = await this.answer(request);
    if (reply.kind === 'unavailable') {
      throw new Error('a fake says unavailable by throwing');
    }
    return reply;
  }

  async changedRepositories(limit: number): Promise<readonly Gun[]> {
    return this.guns.slice(0, limit);
  }

  async publish(name: Gun, files: readonly SignedFile[], signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.published.push({ gun: name, files });
    const failure = this.failPublish;
    this.failPublish = null;
    if (failure === null || failure.after === true) {
      this.#store(name, files);
    }
    if (failure !== null) {
      throw failure.error;
    }
  }

  async serverKey(name: Gun, role: 'snapshot' | 'timestamp'): Promise<TufKey> {
    const id = `${name} ${role}`;
    const key = this.#keys.get(id) ?? serverKey(id);
    this.#keys.set(id, key);
    return key;
  }

  async rotateServerKey(name: Gun, role: 'snapshot' | 'timestamp'): Promise<TufKey> {
    this.rotated.push({ gun: name, role });
    const key = serverKey(`${name} ${role} ${this.rotated.length}`);
    this.#keys.set(`${name} ${role}`, key);
    return key;
  }

  async deleteRepository(name: Gun): Promise<void> {
    this.deleted.push(name);
    this.#stored.delete(name);
  }

  async close(): Promise<void> {
    this.closed = true;
  }

  /** What was asked for, in short: `timestamp`, `snapshot#`, `root@2`. */
  get names(): readonly string[] {
    const suffixes = { current: '', sha256: '#', version: '@' };
    return this.asked.map(({ role, by }) => role + suffixes[by.kind] + ('version' in by ? by.version : ''));
  }

  #store(name: Gun, files: readonly SignedFile[]): void {
    const stored = this.#stored.get(name) ?? new Map<string, Uint8Array>();
    for (const { role, bytes } of files) {
      const { version } = JSON.parse(Buffer.from(bytes).toString()).signed;
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      for (const as of [role, `${version}.${role}`, `${role}.${sha256}`]) {
        stored.set(as, bytes);
      }
    }
    this.#stored.set(name, stored);
  }
}

function storedName({ role, by }: FileRequest): string {
  switch (by.kind) {
    case 'current':
      return role;
    case 'sha256':
      return `${role}.${by.sha256}`;
    case 'version':
      return `${by.version}.${role}`;
  }
}

/** An Ed25519 public key made from a name; nobody has its private key. */
function serverKey(name: string): TufKey {
  return makeTufKey('ed25519', createHash('sha256').update(name).digest());
}

export function serving({ files }: RepositoryFixture): FakeRemote {
  return new FakeRemote((request) => replay(files, request));
}

export function remotesOf(remote: NotaryRemote): Remotes {
  return {
    remoteFor: async () => remote,
    configured: async () => remote,
    close: () => remote.close(),
  };
}

/** A metadata cache in memory. */
export class MemoryCache implements MetadataCache {
  readonly #repositories = new Map<Gun, Map<RoleName, Uint8Array>>();
  readonly writes: (readonly RoleName[])[] = [];
  reads = 0;
  savedAt: Date | null = null;

  async read(name: Gun): Promise<CachedMetadata> {
    this.reads += 1;
    const files = this.#repositories.get(name);
    return { files: new Map(files), savedAt: files === undefined ? null : this.savedAt };
  }

  async write(name: Gun, files: readonly AcceptedFile[]): Promise<void> {
    this.writes.push(files.map(({ role }) => role));
    const stored = this.#repositories.get(name) ?? new Map<RoleName, Uint8Array>();
    for (const { role, bytes } of files) {
      stored.set(role, bytes);
    }
    this.#repositories.set(name, stored);
  }

  async drop(name: Gun, files: readonly AcceptedFile[]): Promise<void> {
    for (const { role, bytes } of files) {
      const stored = this.#repositories.get(name);
      if (Buffer.compare(stored?.get(role) ?? Buffer.alloc(0), bytes) === 0) {
        stored?.delete(role);
      }
    }
  }

  async repositories(): Promise<readonly Gun[]> {
    return [...this.#repositories.keys()].sort();
  }

  async remove(name: Gun): Promise<void> {
    this.#repositories.delete(name);
  }
}

export const never = new AbortController().signal;

/** What an adapter throws when its server cannot be reached. */
export function unreachable(server = SERVER.url): NotaryError {
  return new NotaryError('server-unreachable', { server, reason: 'refused', systemCode: 'ECONNREFUSED' });
}
