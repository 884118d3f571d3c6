import { AppError } from '../../base/index.ts';
import type { Gun, TufKey } from '../../tuf/index.ts';
import type { Outages } from '../outages.ts';
import type { Remotes } from '../ports.ts';
import type { ReadyRepository } from './execution.ts';
import type { PlannedEdit } from './plan.ts';
import { Turns } from './turns.ts';

type ServerKeyEdit = Extract<PlannedEdit, { readonly kind: 'use-server-key' }>;

type Answer = { readonly key: TufKey } | { readonly error: unknown };

export interface ServerKeysOptions {
  readonly remotes: Remotes;
  readonly outages: Outages;
  readonly signal: AbortSignal;
}

/**
 * The keys that a server keeps. They are asked for one after the other, and for all repositories before anything is
 * published: notary-server with its own signer (facts 0) has these keys in a map without a lock, and its process ends
 * when one is made while another is made or used.
 */
export class ServerKeys {
  readonly #options: ServerKeysOptions;
  readonly #turns = new Turns();
  readonly #answers = new Map<string, Answer>();

  constructor(options: ServerKeysOptions) {
    this.#options = options;
  }

  /** Never rejects: what fails is thrown when the key is taken. */
  async askAhead(repositories: readonly ReadyRepository[]): Promise<void> {
    for (const { gun, plan } of repositories) {
      for (const edit of plan.edits) {
        if (edit.kind === 'use-server-key') {
          this.#answers.set(nameOf(gun, edit), await this.#answer(gun, edit));
        }
      }
    }
  }

  /** The key that was asked for ahead, the first time; later on another answer of the server. */
  async take(gun: Gun, edit: ServerKeyEdit): Promise<TufKey> {
    const name = nameOf(gun, edit);
    const answer = this.#answers.get(name) ?? (await this.#turns.take(() => this.#answer(gun, edit)));
    this.#answers.delete(name);
    if ('error' in answer) {
      throw answer.error;
    }
    return answer.key;
  }

  async #answer(gun: Gun, { role, rotate }: ServerKeyEdit): Promise<Answer> {
    const { remotes, outages, signal } = this.#options;
    try {
      signal.throwIfAborted();
      const remote = await remotes.remoteFor(gun);
      const outage = outages.of(remote.server);
      if (outage !== null) {
        return { error: outage };
      }
      try {
        return {
          key: await (rotate ? remote.rotateServerKey : remote.serverKey).call(remote, gun, role, signal),
        };
      } catch (error) {
        if (error instanceof AppError) {
          outages.note(remote.server, error);
        }
        throw error;
      }
    } catch (error) {
      return { error };
    }
  }
}

function nameOf(gun: Gun, { role, rotate }: ServerKeyEdit): string {
  return `${gun} ${role} ${rotate}`;
}
