import {
  type FileReply,
  type FileRequest,
  type RoleName,
  TRUST_ON_FIRST_USE,
  type TrustPinning,
  type UpdateLimits,
} from '../../source/tuf/index.ts';
import { NOW, type TestRepository } from './repository-builder.ts';
import { type ChainRun, runChain } from './run-chain.ts';

export interface TestClientOptions {
  readonly pinning?: TrustPinning;
  readonly limits?: UpdateLimits;
}

/** Somebody who reads a test repository, with a cache that keeps what an update accepted and nothing else. */
export class TestClient {
  readonly cache = new Map<RoleName, Uint8Array>();
  now = NOW;
  readonly #repository: TestRepository;
  readonly #options: TestClientOptions;

  constructor(repository: TestRepository, options: TestClientOptions = {}) {
    this.#repository = repository;
    this.#options = options;
  }

  /** Updates from the repository, or from whoever answers in its place. */
  update(answer: (request: FileRequest) => FileReply = this.#repository.answer): ChainRun {
    const { gun } = this.#repository;
    const { pinning = TRUST_ON_FIRST_USE, limits } = this.#options;
    const cached = (role: RoleName) => this.cache.get(role) ?? null;
    const input = { gun, cached, pinning, now: this.now, ...(limits === undefined ? {} : { limits }) };
    const run = runChain(input, answer);
    for (const { role, bytes } of run.state.accepted) {
      this.cache.set(role, bytes);
    }
    return run;
  }
}
