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
  type RoleName,
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

/** A server that answers from memory and remembers what it was asked. */
export class FakeRemote implements NotaryRemote {
  readonly server: ServerChoice;
  readonly asked: FileRequest[] = [];
  answer: Answer;
  guns: readonly Gun[] = [];
  closed = false;

  constructor(answer: Answer, server: ServerChoice = SERVER) {
    this.answer = answer;
    this.server = server;
  }

  async fetchFile(_gun: Gun, request: FileRequest, signal: AbortSignal) {
    signal.throwIfAborted();
    this.asked.push(request);
    const reply = await this.answer(request);
    if (reply.kind === 'unavailable') {
      throw new Error('a fake says unavailable by throwing');
    }
    return reply;
  }

  async changedRepositories(limit: number): Promise<readonly Gun[]> {
    return this.guns.slice(0, limit);
  }

  async close(): Promise<void> {
    this.closed = true;
  }

  /** What was asked for, in short: `timestamp`, `snapshot#`, `root@2`. */
  get names(): readonly string[] {
    const suffixes = { current: '', sha256: '#', version: '@' };
    return this.asked.map(({ role, by }) => role + suffixes[by.kind] + ('version' in by ? by.version : ''));
  }
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

  async repositories(): Promise<readonly Gun[]> {
    return [...this.#repositories.keys()].sort();
  }
}

export const never = new AbortController().signal;

/** What an adapter throws when its server cannot be reached. */
export function unreachable(server = SERVER.url): NotaryError {
  return new NotaryError('server-unreachable', { server, reason: 'refused', systemCode: 'ECONNREFUSED' });
}
