import type { AppError } from '../base/index.ts';
import { isServerWide } from './failure-kind.ts';
import type { ServerChoice } from './ports.ts';

/**
 * Servers found unreachable during one run. With many repositories, a failure that would be the same for all is
 * waited for once; the others fall back to their cache, or fail with it, at once.
 */
export class Outages {
  readonly #errors = new Map<string, AppError>();
  readonly #isForAll: (error: AppError) => boolean;

  /** `isForAll` says of an error whether every repository of the server would meet it. */
  constructor(isForAll: (error: AppError) => boolean = isServerWide) {
    this.#isForAll = isForAll;
  }

  of(server: ServerChoice): AppError | null {
    return this.#errors.get(server.url) ?? null;
  }

  /** Remembers `error` when it is about the server and not about one repository. */
  note(server: ServerChoice, error: AppError): void {
    if (this.#isForAll(error) && !this.#errors.has(server.url)) {
      this.#errors.set(server.url, error);
    }
  }
}
