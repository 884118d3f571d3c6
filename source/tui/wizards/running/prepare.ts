import type { AppServices, ChangePlan, Diagnosed, ErrorReport } from '../../../operations/index.ts';
import type { Gun, TufKey } from '../../../tuf/index.ts';
import type { WizardEvent, WizardWork } from '../../store/wizard-event.ts';
import type { KeySource, ReviewedPlan } from '../../store/wizard-state.ts';

interface Ports {
  readonly services: () => AppServices;
  readonly describe: (error: unknown) => ErrorReport;
}

/** What asks nobody anything: keys in memory, plans, and forgetting a run. */
export async function prepareWork(
  { services, describe }: Ports,
  work: Extract<WizardWork, { readonly kind: 'keys' | 'plan' | 'resume' | 'forget' | 'diagnose' }>,
  signal: AbortSignal,
): Promise<WizardEvent> {
  switch (work.kind) {
    case 'keys': {
      const keys: TufKey[] = [];
      for (const source of work.sources) {
        keys.push(await obtainKey(services(), source));
      }
      return { kind: 'keys', keys };
    }
    case 'plan':
      return planned(await services().planChange(work.request, work.guns, signal), describe);
    case 'resume':
      return planned(await services().planResumed(work.run, signal), describe);
    case 'forget':
      await services().forgetUnfinished(work.run);
      return { kind: 'forgotten' };
    case 'diagnose':
      return { kind: 'diagnosed', findings: await diagnosed(services(), work.gun, signal) };
  }
}

/** Asked anew: what the screen has may be from before somebody else published. */
async function diagnosed(
  services: AppServices,
  gun: Gun | null,
  signal: AbortSignal,
): Promise<readonly Diagnosed[]> {
  return gun === null
    ? services.diagnoseMachine(signal)
    : (await services.diagnose(gun, { refresh: true, signal })).findings;
}

async function obtainKey({ keyWork }: AppServices, source: KeySource): Promise<TufKey> {
  switch (source.kind) {
    case 'new':
      return keyWork.newKey(source.algorithm);
    case 'file':
      return keyWork.readPublicKey(source.path);
    case 'certificate':
      return (await keyWork.checkCertificate(source.path)).key;
    case 'known':
      return source.key;
  }
}

function planned(plan: ChangePlan, describe: Ports['describe']): WizardEvent {
  const failures = new Map<Gun, ErrorReport>();
  for (const result of plan.repositories) {
    if (result.plan === null) {
      failures.set(result.gun, describe(result.error));
    }
  }
  const reviewed: ReviewedPlan = { plan, failures };
  return { kind: 'planned', reviewed };
}
