import type { Passphrase } from '../../base/index.ts';
import type {
  AppServices,
  Asking,
  ErrorReport,
  PassphraseQuestion,
  RepositoryPlan,
} from '../../operations/index.ts';
import type { SecretInput } from '../keymap/secret-input.ts';
import type { EffectId } from '../store/state.ts';
import type { WizardEvent, WizardWork } from '../store/wizard-event.ts';
import type { AskedPassphrase } from '../store/wizard-state.ts';
import { prepareWork } from './running/prepare.ts';
import { TaskWorker } from './running/tasks.ts';

export interface RunnerPorts {
  readonly services: () => AppServices;
  readonly dispatch: (id: EffectId, event: WizardEvent) => void;
  readonly describe: (error: unknown) => ErrorReport;
  readonly secret: SecretInput;
}

/** notary asks for no less. */
const LEAST_BYTES = 8;

interface Running {
  readonly controller: AbortController;
  /** Who waits for an answer of the person: true for yes or for a passphrase in the hidden field. */
  answer: ((given: boolean) => void) | null;
}

/** Does what the wizards ask for: makes keys and plans, carries them out, and asks for passphrases on the way. */
export class WizardRunner {
  readonly #ports: RunnerPorts;
  readonly #tasks: TaskWorker;
  readonly #running = new Map<EffectId, Running>();
  /** People are asked one thing at a time. */
  #turn: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(ports: RunnerPorts) {
    this.#ports = ports;
    this.#tasks = new TaskWorker(ports);
  }

  run(id: EffectId, work: WizardWork): void {
    switch (work.kind) {
      case 'give-passphrase':
        this.#answer(id, true);
        return;
      case 'accept-new-plan':
        this.#answer(id, work.accepted);
        return;
      case 'abort':
        this.#running.get(id)?.controller.abort();
        this.#answer(id, false);
        return;
      default:
        void this.#start(id, work);
    }
  }

  close(): void {
    this.#closed = true;
    this.#ports.secret.clear();
    for (const [id, { controller }] of this.#running) {
      controller.abort();
      this.#answer(id, false);
    }
  }

  async #start(
    id: EffectId,
    work: Exclude<WizardWork, { readonly kind: 'give-passphrase' | 'accept-new-plan' | 'abort' }>,
  ): Promise<void> {
    const controller = new AbortController();
    const { signal } = controller;
    this.#running.set(id, { controller, answer: null });
    try {
      const event =
        work.kind === 'task'
          ? ({
              kind: 'result',
              result: await this.#tasks.run(work.task, {
                asking: this.#asking(id, signal),
                onProgress: (progress) => this.#tell(id, { kind: 'progress', progress }),
                confirmNewPlan: (before, after) => this.#confirm(id, before, after),
              }),
            } as const)
          : await prepareWork(this.#ports, work, signal);
      this.#tell(id, event);
    } catch (error) {
      this.#tell(id, { kind: 'failed', failure: this.#ports.describe(error) });
    } finally {
      this.#ports.secret.clear();
      this.#running.delete(id);
    }
  }

  #tell(id: EffectId, event: WizardEvent): void {
    if (!this.#closed) {
      this.#ports.dispatch(id, event);
    }
  }

  #asking(id: EffectId, signal: AbortSignal): Asking {
    return {
      signal,
      passphrases: {
        ask: (question) => this.#inTurn(() => this.#askPassphrase(id, question, signal)),
      },
    };
  }

  /** A new passphrase is asked for until it is long enough and was typed twice the same. */
  async #askPassphrase(
    id: EffectId,
    question: PassphraseQuestion,
    signal: AbortSignal,
  ): Promise<Passphrase | null> {
    const { secret } = this.#ports;
    const ask = async (rest: Pick<AskedPassphrase, 'repeat' | 'problem'>) => {
      secret.clear();
      this.#tell(id, { kind: 'asked', asked: { question, ...rest } });
      return this.#answered(id, signal);
    };
    let problem: AskedPassphrase['problem'] = question.rejected;
    while (await ask({ repeat: false, problem })) {
      if (question.purpose === 'unlock') {
        return secret.take();
      }
      if (secret.isShorterThan(LEAST_BYTES)) {
        problem = 'too-short';
        continue;
      }
      secret.hold();
      if (!(await ask({ repeat: true, problem: null }))) {
        return null;
      }
      const taken = secret.takeRepeated();
      if (taken !== null) {
        return taken;
      }
      problem = 'mismatch';
    }
    return null;
  }

  #confirm(id: EffectId, before: RepositoryPlan, after: RepositoryPlan): Promise<boolean> {
    const signal = this.#running.get(id)?.controller.signal;
    return this.#inTurn(async () => {
      this.#tell(id, { kind: 'new-plan', newPlan: { before, after } });
      return signal !== undefined && this.#answered(id, signal);
    });
  }

  async #answered(id: EffectId, signal: AbortSignal): Promise<boolean> {
    const running = this.#running.get(id);
    if (running === undefined || signal.aborted || this.#closed) {
      return false;
    }
    const { promise, resolve } = Promise.withResolvers<boolean>();
    running.answer = resolve;
    return promise;
  }

  #answer(id: EffectId, given: boolean): void {
    const running = this.#running.get(id);
    running?.answer?.(given);
    if (running !== undefined) {
      running.answer = null;
    }
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined);
    return result;
  }
}
