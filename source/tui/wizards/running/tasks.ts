import type {
  AppServices,
  Asking,
  ErrorReport,
  ExecuteOptions,
  IncomingKeys,
} from '../../../operations/index.ts';
import type { TaskResult, WizardTask } from '../../store/wizard-state.ts';

interface Ports {
  readonly services: () => AppServices;
  readonly describe: (error: unknown) => ErrorReport;
}

interface TaskOptions extends Pick<ExecuteOptions, 'onProgress' | 'confirmNewPlan'> {
  readonly asking: Asking;
}

const NOTHING: TaskResult = {
  repositories: [],
  files: [],
  saved: [],
  removed: [],
  tightened: [],
  dropped: 0,
  retired: [],
  incoming: null,
};

/** Carries out what may ask for passphrases. Keys that were read wait here, decrypted, until they are to be saved. */
export class TaskWorker {
  readonly #ports: Ports;
  #incoming: IncomingKeys | null = null;

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  async run(task: WizardTask, { asking, ...options }: TaskOptions): Promise<TaskResult> {
    const { keyWork } = this.#ports.services();
    switch (task.kind) {
      case 'change':
        return this.#change(task, { asking, ...options });
      case 'generate': {
        const { key, files } = await keyWork.generate(task.request, asking);
        return { ...NOTHING, saved: [key], files };
      }
      case 'backup':
        return { ...NOTHING, files: [await keyWork.backup(task.keys, task.path, asking)] };
      case 'export':
        return { ...NOTHING, files: [await keyWork.export(task.keys, task.path)] };
      case 'remove-key':
        await keyWork.remove(task.key);
        return { ...NOTHING, removed: [task.key] };
      case 'tighten-keys':
        for (const key of task.keys) {
          await keyWork.tighten(key);
        }
        return { ...NOTHING, tightened: task.keys };
      case 'reset-staged':
        return { ...NOTHING, dropped: await this.#ports.services().resetStaged(task.gun, task.files) };
      case 'read-keys':
        return this.#read(task, asking);
      case 'save-keys': {
        const saved = (await this.#incoming?.save(asking)) ?? [];
        this.#incoming = null;
        return { ...NOTHING, saved };
      }
    }
  }

  async #change(
    { plan, removeKeys }: Extract<WizardTask, { readonly kind: 'change' }>,
    { asking, ...options }: TaskOptions,
  ): Promise<TaskResult> {
    const { services, describe } = this.#ports;
    let retired: TaskResult['retired'] = [];
    const results = await services().executeChange(plan, {
      ...asking,
      ...options,
      removeKeys,
      onRetiredKeys: (keys) => {
        retired = keys;
      },
    });
    return {
      ...NOTHING,
      retired,
      repositories: results.map(({ error, ...result }) => ({
        ...result,
        failure: error === null || error === undefined ? null : describe(error),
      })),
    };
  }

  async #read(
    { path, role, gun }: Extract<WizardTask, { readonly kind: 'read-keys' }>,
    asking: Asking,
  ): Promise<TaskResult> {
    const { services, describe } = this.#ports;
    this.#incoming = await services().keyWork.readIncoming(path, { role, gun }, asking);
    const { keys, unreadable, exposed } = this.#incoming;
    const incoming = { keys, unreadable: unreadable.map(({ error }) => describe(error)), exposed };
    return { ...NOTHING, incoming };
  }
}
