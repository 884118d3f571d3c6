import type { AppServices } from '../../operations/index.ts';
import type { WizardRunner } from '../wizards/runner.ts';
import type { Effect } from './effect.ts';
import type { EffectPorts } from './effect-runner.ts';
import { failureReport } from './failure.ts';

/** Loads the wizards' code when the first of them is opened, and hands their work to the runner that came with it. */
export class LazyWizards {
  readonly #ports: EffectPorts;
  readonly #services: () => AppServices;
  #runner: WizardRunner | null = null;
  #closed = false;

  constructor(ports: EffectPorts, services: () => AppServices) {
    this.#ports = ports;
    this.#services = services;
  }

  run(effect: Extract<Effect, { readonly kind: 'load-wizards' | 'wizard' }>): void {
    if (effect.kind === 'load-wizards') {
      void this.#load(effect.id);
    } else {
      this.#runner?.run(effect.id, effect.work);
    }
  }

  close(): void {
    this.#closed = true;
    this.#runner?.close();
  }

  async #load(id: number): Promise<void> {
    const { dispatch, secret, messages, describeDefect } = this.#ports;
    try {
      const [{ createKit }, { WizardRunner }, words] = await Promise.all([
        import('../wizards/kit.ts'),
        import('../wizards/runner.ts'),
        messages.wizards(),
      ]);
      if (this.#closed) {
        return;
      }
      this.#runner = new WizardRunner({
        services: this.#services,
        dispatch: (runId, event) => dispatch({ type: 'wizard', id: runId, event }),
        describe: (error) => failureReport(error) ?? describeDefect(error),
        secret,
      });
      dispatch({ type: 'wizards-loaded', id, kit: createKit(words) });
    } catch (error) {
      dispatch({ type: 'request-failed', id, failure: describeDefect(error) });
    }
  }
}
