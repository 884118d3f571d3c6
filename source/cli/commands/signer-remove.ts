import type { ChangePlan, ChangeRequest } from '../../operations/index.ts';
import { type ChangeRun, subjectAndRepositories } from '../changes/change-command.ts';
import { changeCommand, mayAsk } from '../changes/run-change.ts';
import { signersHere } from '../changes/signers-here.ts';
import { signerName } from '../changes/typed-values.ts';
import { agreed } from '../dialog/agreement.ts';

/** `signer remove NAME REPO...`: out of both roles, and the role away; what loses its signature can be signed again. */
export const { run } = changeCommand({
  kind: 'signer-remove',
  question: () => 'Publish?',
  ask: async (run) => {
    const { subject, guns } = subjectAndRepositories(run);
    const { resignAs } = run.invocation.options;
    return {
      request: {
        kind: 'signer-remove',
        signer: signerName(subject),
        resignAs: resignAs === undefined ? null : signerName(resignAs),
      },
      guns,
    };
  },
  offer,
});

const LOSSES: ReadonlySet<string> = new Set([
  'tags-lose-signature',
  'tags-no-longer-released',
  'releases-unusable',
]);

/** A signer whose key is here can sign again what the leaver signed; who that is to be is for a person to say. */
async function offer(plan: ChangePlan, run: ChangeRun): Promise<ChangeRequest | null> {
  const { request } = plan;
  const losing = plan.repositories.flatMap((result) =>
    result.plan?.effects.some(({ kind }) => LOSSES.has(kind)) === true ? [result.plan] : [],
  );
  if (request.kind !== 'signer-remove' || request.resignAs !== null || losing.length === 0) {
    return null;
  }
  const candidates = await signersHere(losing, request.signer, run);
  if (!(await mayAsk(run.invocation, run.context))) {
    if (candidates.length > 0) {
      run.context.output.warn(
        `What loses its signature can be signed again with --resign-as ${candidates.join(' or ')}.`,
      );
    }
    return null;
  }
  for (const resignAs of candidates) {
    if (await agreed(`Sign what loses its signature again as ${resignAs}?`, false, run.context)) {
      return { ...request, resignAs };
    }
  }
  return null;
}
