import {
  type ChangePlan,
  type ChangeRequest,
  type ChangeResult,
  describeRisk,
  failureKind,
  OperationError,
  sameDocuments,
  type TufKey,
} from '../../../operations/index.ts';
import { seeThrough } from '../../changes/see-through.ts';
import { showPlan } from '../../changes/show-plan.ts';
import { tellNewKeys } from '../../changes/tell-new-keys.ts';
import { planOnly, tellOutcome } from '../../changes/tell-results.ts';
import { delegationRole, signerName } from '../../changes/typed-values.ts';
import { askUntil } from '../../dialog/ask-line.ts';
import {
  isAutomatic,
  isDryRun,
  type Operation,
  OVERTAKEN,
  type Perform,
  type Performed,
} from './operation.ts';

export const change: Perform<'change'> = ({ request }, operation) => carryThrough(request, operation);

/** To a key in a file, or to one that is made, as with `signer rotate`. */
export const rotateSigner: Perform<'rotate-signer'> = async ({ signer, oldKeys }, operation) => {
  const newKey = await newKeyOf(signer, operation);
  return carryThrough({ kind: 'signer-rotate', signer, newKey, oldKeys, keepOld: false }, operation);
};

async function newKeyOf(signer: string, operation: Operation): Promise<TufKey> {
  const { changes, context } = operation.run;
  const prompt = `File with the new public key or certificate of ${signer}, or Enter to make a key here: `;
  const given =
    isDryRun(operation) || isAutomatic(operation)
      ? null
      : await askUntil(prompt, (file) => changes.keyWork.readPublicKey(file), context);
  return given ?? changes.keyWork.newKey('ecdsa');
}

/** The key is in the repository already; a role of that name makes its holder a signer. */
export const nameKey: Perform<'name-key'> = async ({ keyId }, operation) => {
  if (isDryRun(operation) || isAutomatic(operation)) {
    return null;
  }
  const prompt = `Name of the signer whose key ${keyId.slice(0, 7)} is: `;
  const role = await askUntil(
    prompt,
    (name) => delegationRole(`targets/${signerName(name)}`),
    operation.run.context,
  );
  return role === null
    ? null
    : carryThrough(
        {
          kind: 'delegation-add',
          role,
          keys: [],
          keyIds: [keyId],
          paths: [''],
          threshold: null,
          resign: false,
        },
        operation,
      );
};

/** Plans afresh, against what the server has now, and goes the way of every change from there. */
async function carryThrough(
  request: ChangeRequest,
  operation: Operation,
): Promise<Performed | typeof OVERTAKEN | null> {
  const { gun, run } = operation;
  if (gun === null) {
    return null;
  }
  const { changes, context } = run;
  const plan = await changes.planChange(request, [gun], context.io.signal);
  if (isDryRun(operation)) {
    showPlan(plan, 'result', run);
    return performed(planOnly(plan));
  }
  const unasked = isAutomatic(operation);
  if (unasked && !isAsJudged(plan, operation)) {
    return OVERTAKEN;
  }
  const risks = unasked ? plan.repositories.flatMap((one) => one.plan?.risks ?? []) : [];
  if (risks.length > 0) {
    // Planning asks the server for more than the doctor knew; on a terminal nobody is asked with --yes either.
    context.output.warn(`${gun} is left as it is: ${risks.map(describeRisk).join(' ')}`);
    return performed(planOnly(plan));
  }
  const results = await seeThrough(plan, { question: () => questionOf(operation), unasked }, run);
  if (results === null) {
    context.output.aside(['Nothing was changed.']);
    return performed(planOnly(plan));
  }
  const interrupted = results.find(({ error }) => failureKind(error) === 'interrupted');
  if (interrupted !== undefined) {
    throw interrupted.error;
  }
  if (unasked && results.some(({ error }) => isOutdated(error))) {
    return OVERTAKEN;
  }
  tellOutcome(results, context);
  tellNewKeys(results, context);
  return performed(results);
}

/** Where there are several ways, the goal alone does not say what a yes is about. */
function questionOf({ fix: { label, ways }, way }: Operation): string {
  return ways.length === 1 ? `${label}?` : `${label}: ${way.label}?`;
}

/**
 * Whether a plan was made of what the doctor has judged to need nobody's judgement: whoever has the server could else
 * show the doctor one repository, and the planner another.
 */
function isAsJudged({ repositories }: ChangePlan, { state }: Operation): boolean {
  return repositories.every(({ plan }) => {
    const base = plan?.base ?? null;
    return plan === null || base === state || (base !== null && state !== null && sameDocuments(state, base));
  });
}

function isOutdated(error: unknown): boolean {
  return error instanceof OperationError && error.code === 'plan-outdated';
}

function performed([result]: readonly ChangeResult[]): Performed | null {
  return result ?? null;
}
