import { type AppServices, ServiceFailure } from './app-services.ts';
import type { ChangeTools } from './changes/change-ports.ts';
import { executeChange, planChange, planResumed } from './changes/changes.ts';
import type { KeyWork } from './changes/key-work.ts';
import type { ChangePlan, ChangeResult } from './changes/plan.ts';
import { reportError } from './error-words.ts';

/** Runs an operation, logged under `text`, and puts what it throws into words. */
export type RunWorded = <Result>(text: string, work: () => Promise<Result>) => Promise<Result>;

/** What changes things, as the app has it. */
export type ChangeServices = Pick<
  AppServices,
  'planChange' | 'executeChange' | 'unfinishedChanges' | 'planResumed' | 'forgetUnfinished' | 'keyWork'
>;

/** The services that change things, over the ports; what fails is thrown, or stands in the results, as it is. */
export function changeServices({ ports, keyWork }: ChangeTools): ChangeServices {
  return {
    planChange: (request, guns, signal) => planChange(request, guns, ports, signal),
    executeChange: (plan, options) => executeChange(plan, ports, options),
    unfinishedChanges: async () => (await ports.journal.unfinished()).runs,
    planResumed: (run, signal) => planResumed(run, ports, signal),
    forgetUnfinished: (run) => ports.journal.remove(run.id),
    keyWork,
  };
}

/** The same, opened when first needed, logged, and with each failure worded as `ServiceFailure`. */
export function wordedChangeServices(openTools: () => Promise<ChangeTools>, run: RunWorded): ChangeServices {
  const open = async (): Promise<ChangeServices> => changeServices(await openTools());
  return {
    planChange: (request, guns, signal) =>
      run(`plan ${request.kind} of ${repositories(guns.length)}`, async () =>
        wordedPlan(await (await open()).planChange(request, guns, signal)),
      ),
    executeChange: (plan, options) =>
      run(`carry out ${plan.request.kind} of ${repositories(plan.repositories.length)}`, async () =>
        (await (await open()).executeChange(plan, options)).map(wordedResult),
      ),
    unfinishedChanges: () =>
      run('look for unfinished changes', async () => (await open()).unfinishedChanges()),
    planResumed: (unfinished, signal) =>
      run(`plan the rest of ${unfinished.request.kind}`, async () =>
        wordedPlan(await (await open()).planResumed(unfinished, signal)),
      ),
    forgetUnfinished: (unfinished) =>
      run(`forget the unfinished ${unfinished.request.kind}`, async () =>
        (await open()).forgetUnfinished(unfinished),
      ),
    keyWork: wordedKeyWork(openTools, run),
  };
}

function wordedKeyWork(open: () => Promise<ChangeTools>, run: RunWorded): KeyWork {
  let opened: KeyWork | null = null;
  const work = <Result>(text: string, use: (keyWork: KeyWork) => Promise<Result>): Promise<Result> =>
    run(text, async () => {
      opened ??= (await open()).keyWork;
      return use(opened);
    });
  return {
    generate: (request, asking) =>
      work(`generate a ${request.role} key`, (keys) => keys.generate(request, asking)),
    newKey: (algorithm) => work('make a new key', (keys) => keys.newKey(algorithm)),
    readPublicKey: (path) => work('read a public key', (keys) => keys.readPublicKey(path)),
    checkCertificate: (path) => work('check a certificate', (keys) => keys.checkCertificate(path)),
    readIncoming: (path, options, asking) =>
      work('read private keys', (keys) => keys.readIncoming(path, options, asking)),
    changePassphrase: (key, asking) =>
      work('change a passphrase', (keys) => keys.changePassphrase(key, asking)),
    remove: (key) => work('remove a key', (keys) => keys.remove(key)),
    tighten: (key) => work('keep a private key to its owner', (keys) => keys.tighten(key)),
    export: (keys, path) => work('export keys', (keyWork) => keyWork.export(keys, path)),
    exportPublic: (key, path, asking) =>
      work('export a public key', (keys) => keys.exportPublic(key, path, asking)),
    backup: (keys, path, asking) => work('back up keys', (keyWork) => keyWork.backup(keys, path, asking)),
    lock: () => opened?.lock(),
  };
}

function wordedPlan(plan: ChangePlan): ChangePlan {
  return {
    ...plan,
    repositories: plan.repositories.map((result) =>
      result.plan === null ? { ...result, error: wordedFailure(result.error) } : result,
    ),
  };
}

function wordedResult(result: ChangeResult): ChangeResult {
  return result.error === null ? result : { ...result, error: wordedFailure(result.error) };
}

function wordedFailure(error: unknown): ServiceFailure {
  return error instanceof ServiceFailure ? error : new ServiceFailure(reportError(error), { cause: error });
}

function repositories(amount: number): string {
  return amount === 1 ? '1 repository' : `${amount} repositories`;
}
