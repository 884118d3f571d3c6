interface Running<Result> {
  readonly promise: Promise<Result>;
  readonly controller: AbortController;
  waiting: number;
}

/**
 * Work that several callers may want at once is done once. It is aborted only when every caller who waits for it
 * has given up; a caller who gives up gets the reason of the own signal at once.
 */
export class SharedWork<Key, Result> {
  readonly #running = new Map<Key, Running<Result>>();

  run(key: Key, start: (signal: AbortSignal) => Promise<Result>, signal: AbortSignal): Promise<Result> {
    if (signal.aborted) {
      return Promise.reject(signal.reason);
    }
    return this.#join(this.#running.get(key) ?? this.#start(key, start), signal);
  }

  #start(key: Key, start: (signal: AbortSignal) => Promise<Result>): Running<Result> {
    const controller = new AbortController();
    const forget = (): void => {
      if (this.#running.get(key) === running) {
        this.#running.delete(key);
      }
    };
    const running: Running<Result> = {
      promise: start(controller.signal).finally(forget),
      controller,
      waiting: 0,
    };
    controller.signal.addEventListener('abort', forget, { once: true });
    this.#running.set(key, running);
    return running;
  }

  #join(running: Running<Result>, signal: AbortSignal): Promise<Result> {
    running.waiting += 1;
    return new Promise((resolve, reject) => {
      const giveUp = (): void => {
        running.waiting -= 1;
        if (running.waiting === 0) {
          running.controller.abort(signal.reason);
        }
        reject(signal.reason);
      };
      signal.addEventListener('abort', giveUp, { once: true });
      running.promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
    });
  }
}
