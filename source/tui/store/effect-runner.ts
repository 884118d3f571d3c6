import { setTimeout as delay } from 'node:timers/promises';
import type { AppServices, ErrorReport } from '../../operations/index.ts';
import type { SecretInput } from '../keymap/secret-input.ts';
import type { Messages } from '../messages/messages.ts';
import type { Action } from './action.ts';
import type { Effect } from './effect.ts';
import { failureReport } from './failure.ts';
import { LazyWizards } from './lazy-wizards.ts';
import type { EffectId } from './state.ts';

/** From the last key to the search: nobody waits, and a pasted message is looked up once. */
const EXPLAIN_MILLISECONDS = 120;

/** What effects need besides the services: the terminal and a timer. */
export interface EffectPorts {
  readonly dispatch: (action: Action) => void;
  readonly describeDefect: (error: unknown) => ErrorReport;
  /** The same services over another server or trust directory. */
  readonly reopen: (change: Extract<Effect, { readonly kind: 'reopen' }>['change']) => Promise<AppServices>;
  /** False when the text is too long for a terminal. */
  readonly copyToClipboard: (text: string) => boolean;
  readonly redraw: () => void;
  /** Hands the terminal back to the shell until somebody comes back; null where that is not possible. */
  readonly suspend: (() => Promise<void>) | null;
  readonly exit: (code: number) => void;
  readonly secret: SecretInput;
  readonly messages: Messages;
}

/**
 * Does what the reducer asked for and answers with actions. Every request has an AbortSignal of its own; closing
 * aborts them all. Services that were replaced stay open until the end: a sandbox may serve its successor.
 */
export class EffectRunner {
  readonly #ports: EffectPorts;
  readonly #running = new Map<EffectId, AbortController>();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #opened: AppServices[] = [];
  readonly #wizards: LazyWizards;
  #services: AppServices;
  #unsubscribe: () => void;
  #closed = false;

  constructor(services: AppServices, ports: EffectPorts) {
    this.#ports = ports;
    this.#services = services;
    this.#opened.push(services);
    this.#unsubscribe = this.#follow(services);
    this.#wizards = new LazyWizards(ports, () => this.#services);
  }

  run(effect: Effect): void {
    switch (effect.kind) {
      case 'list-repositories':
      case 'open-repository':
      case 'diagnose':
      case 'diagnose-keys':
      case 'list-keys':
      case 'add-repository':
      case 'forget-repository':
      case 'open-sandbox':
      case 'reopen':
      case 'explain':
        void this.#request(effect);
        return;
      case 'list-unfinished':
        void this.#listUnfinished();
        return;
      case 'load-wizards':
      case 'wizard':
        this.#wizards.run(effect);
        return;
      case 'cancel':
        this.#running.get(effect.id)?.abort();
        this.#running.delete(effect.id);
        return;
      case 'copy':
        this.#ports.dispatch(
          this.#ports.copyToClipboard(effect.text)
            ? { type: 'copied', what: effect.what }
            : { type: 'refused', reason: 'tooLongToCopy' },
        );
        return;
      case 'expire-toast':
        this.#after(effect.milliseconds, { type: 'toast-expired', id: effect.toast });
        return;
      case 'redraw':
        this.#ports.redraw();
        return;
      case 'suspend':
        void this.#suspend();
        return;
      case 'exit':
        this.#ports.exit(effect.code);
    }
  }

  /** Ends everything that runs and closes all services; answers that still come are dropped. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#unsubscribe();
    this.#wizards.close();
    for (const controller of this.#running.values()) {
      controller.abort();
    }
    for (const timer of this.#timers) {
      clearTimeout(timer);
    }
    await Promise.allSettled(this.#opened.map((services) => services.close()));
  }

  async #request(effect: Request): Promise<void> {
    const controller = new AbortController();
    this.#running.set(effect.id, controller);
    try {
      this.#answer(effect, await this.#perform(effect, controller.signal), controller.signal);
    } catch (error) {
      const failure = failureReport(error) ?? this.#ports.describeDefect(error);
      this.#answer(effect, failed(effect, failure), controller.signal);
    } finally {
      this.#running.delete(effect.id);
    }
  }

  #answer(effect: Request, action: Action, signal: AbortSignal): void {
    if (this.#closed || signal.aborted) {
      return;
    }
    if (action.type === 'services-changed' && action.id === effect.id) {
      this.#unsubscribe();
      this.#services = action.services;
      this.#unsubscribe = this.#follow(action.services);
    }
    this.#ports.dispatch(action);
  }

  async #perform(effect: Request, signal: AbortSignal): Promise<Action> {
    const { id } = effect;
    const services = this.#services;
    switch (effect.kind) {
      case 'list-repositories':
        return this.#listing(id, signal);
      case 'open-repository': {
        const { gun, refresh } = effect;
        const report = await services.openRepository(gun, { refresh, signal });
        return { type: 'repository-opened', id, gun, report };
      }
      case 'diagnose': {
        const { gun } = effect;
        const diagnosis = await services.diagnose(gun, { refresh: false, signal });
        return { type: 'repository-diagnosed', id, gun, diagnosis };
      }
      case 'diagnose-keys':
        return { type: 'keys-diagnosed', id, findings: await services.diagnoseMachine(signal) };
      case 'list-keys':
        return { type: 'keys-listed', id, ...(await services.keys(signal)) };
      case 'add-repository':
        return { type: 'repository-added', id, gun: await services.addRepository(effect.name) };
      case 'forget-repository':
        await services.forgetRepository(effect.gun);
        return { type: 'repository-forgotten', gun: effect.gun };
      case 'open-sandbox':
        return this.#opening(id, services.openSandbox());
      case 'reopen':
        return this.#opening(id, this.#ports.reopen(effect.change));
      case 'explain':
        await delay(EXPLAIN_MILLISECONDS, undefined, { signal });
        return { type: 'explained', id, results: await services.explain(effect.text) };
    }
  }

  /** Nobody asked for this: when it fails, the activity log says so, and nothing is offered. */
  async #listUnfinished(): Promise<void> {
    const runs = await this.#services.unfinishedChanges().catch((error: unknown) => {
      if (failureReport(error) === null) {
        throw error;
      }
      return [];
    });
    if (!this.#closed) {
      this.#ports.dispatch({ type: 'unfinished-listed', runs });
    }
  }

  /** What this machine knows is shown before any server is waited for. */
  async #listing(id: EffectId, signal: AbortSignal): Promise<Action> {
    const services = this.#services;
    const whole = services.repositories(signal);
    // Awaited below; until then a failure must not count as unhandled.
    whole.catch(() => undefined);
    const items = await services.localRepositories();
    if (!this.#closed && !signal.aborted) {
      this.#ports.dispatch({ type: 'repositories-known', id, items });
    }
    return { type: 'repositories-listed', id, items: await whole };
  }

  /** New services are closed at the end even when nobody waits for them any more. */
  async #opening(id: EffectId, opening: Promise<AppServices>): Promise<Action> {
    const services = await opening;
    if (this.#closed) {
      await services.close();
    } else {
      this.#opened.push(services);
    }
    return { type: 'services-changed', id, services };
  }

  async #suspend(): Promise<void> {
    if (this.#ports.suspend === null) {
      this.#ports.dispatch({ type: 'refused', reason: 'cannotSuspend' });
    } else {
      await this.#ports.suspend();
    }
  }

  #follow(services: AppServices): () => void {
    return services.onActivity((entry) => this.#ports.dispatch({ type: 'activity', entry }));
  }

  #after(milliseconds: number, action: Action): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#ports.dispatch(action);
    }, milliseconds);
    this.#timers.add(timer);
  }
}

type Request = Extract<
  Effect,
  {
    readonly kind:
      | 'list-repositories'
      | 'open-repository'
      | 'diagnose'
      | 'diagnose-keys'
      | 'list-keys'
      | 'add-repository'
      | 'forget-repository'
      | 'open-sandbox'
      | 'reopen'
      | 'explain';
  }
>;

function failed(effect: Request, failure: ErrorReport): Action {
  const { id } = effect;
  switch (effect.kind) {
    case 'list-repositories':
      return { type: 'repositories-failed', id, failure };
    case 'open-repository':
      return { type: 'repository-failed', id, gun: effect.gun, failure };
    case 'diagnose':
      return { type: 'diagnosis-failed', id, gun: effect.gun, failure };
    case 'diagnose-keys':
      return { type: 'keys-not-diagnosed', id, failure };
    case 'list-keys':
      return { type: 'keys-failed', id, failure };
    default:
      return { type: 'request-failed', id, failure };
  }
}
