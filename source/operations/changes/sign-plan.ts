import {
  draftChanges,
  draftNewRepository,
  type Edit,
  type KeyId,
  type RepositoryDraft,
  type RoleName,
  type RoleState,
  type SignedFile,
  signDraft,
  type TufKey,
} from '../../tuf/index.ts';
import { OperationError, type OperationProblems } from '../errors.ts';
import type { ChangePorts } from './change-ports.ts';
import type { PassphraseQuestion, UnlockedKey } from './key-ports.ts';
import type { Asking } from './key-work.ts';
import type { PlannedEdit, RepositoryPlan } from './plan.ts';
import type { ServerKeys } from './server-keys.ts';

export interface SigningContext {
  readonly ports: Pick<ChangePorts, 'vault' | 'keyring' | 'clock'>;
  readonly serverKeys: Pick<ServerKeys, 'take'>;
  readonly asking: Asking;
}

export interface SignedPlan {
  readonly draft: RepositoryDraft;
  readonly files: readonly SignedFile[];
}

/** Signs the roles that a plan shows, each with the keys that it names for it and no others, be they unlocked or not. */
export async function signPlan(plan: RepositoryPlan, context: SigningContext): Promise<SignedPlan> {
  const { keyring } = context.ports;
  const keyIds = [...plan.unlocks, ...plan.newKeys].map(({ keyId }) => keyId);
  const unlocked = await unlockAgain(plan, keyIds, context);
  const draft = await finalDraft(plan, unlocked, context);
  const shown = signersShown(plan);
  const files = signDraft(draft, (key, role) =>
    shown.get(role)?.has(key.canonicalId) === true ? keyring.signerFor(key) : null,
  );
  const isAsShown = files.length === shown.size && files.every(({ role }) => shown.has(role));
  if (!isAsShown) {
    throw new RangeError('not what the plan shows');
  }
  return { draft, files };
}

/** Canonical IDs of the keys that sign, by role: nothing is signed that was not shown. */
function signersShown({ roles }: RepositoryPlan): ReadonlyMap<RoleName, ReadonlySet<KeyId>> {
  const signed = roles.filter(({ signedBy }) => signedBy.length > 0);
  return new Map(
    signed.map(({ role, signedBy }) => [role, new Set(signedBy.map(({ canonicalId }) => canonicalId))]),
  );
}

/** Asks nobody, unless everything was locked since the run began. */
async function unlockAgain(
  { gun, unlocks }: RepositoryPlan,
  keyIds: readonly KeyId[],
  { ports, asking }: SigningContext,
): Promise<ReadonlyMap<KeyId, UnlockedKey>> {
  const unlocked = new Map<KeyId, UnlockedKey>();
  for (const keyId of keyIds) {
    const roles = unlocks.find((unlock) => unlock.keyId === keyId)?.roles ?? [];
    const why = { kind: 'sign', repositories: [gun], roles } as const;
    unlocked.set(keyId, ports.keyring.unlocked(keyId) ?? (await unlockAnew(keyId, why, { ports, asking })));
  }
  return unlocked;
}

async function unlockAnew(
  keyId: KeyId,
  why: PassphraseQuestion['why'],
  { ports, asking }: Pick<SigningContext, 'ports' | 'asking'>,
): Promise<UnlockedKey> {
  const { keys } = await ports.vault.list();
  const local = keys.find(({ id }) => id === keyId);
  if (local === undefined) {
    throw new OperationError('private-key-not-here', { keyId });
  }
  return ports.keyring.unlock(local, why, asking);
}

/** The draft as it was shown; drafted again only where certificates and server's keys are known no sooner than now. */
async function finalDraft(
  plan: RepositoryPlan,
  unlocked: ReadonlyMap<KeyId, UnlockedKey>,
  context: SigningContext,
): Promise<RepositoryDraft> {
  const { gun, base, draft, edits } = plan;
  if (draft !== null && edits.every(isEdit)) {
    return draft;
  }
  const now = context.ports.clock.now();
  const resolved = await Promise.all(
    edits.map((edit) => (isEdit(edit) ? edit : resolve(edit, { plan, unlocked, context, now }))),
  );
  const knownVersions = new Map(
    draft?.documents.flatMap(({ role, from }) => (from === null ? [] : [[role, from] as const])),
  );
  return base === null
    ? draftNewRepository(gun, resolved, { now })
    : draftChanges(base, resolved, { now, knownVersions });
}

type UnresolvedEdit = Exclude<PlannedEdit, Edit>;
type ServerKeyEdit = Extract<PlannedEdit, { readonly kind: 'use-server-key' }>;

interface Resolving {
  readonly plan: RepositoryPlan;
  readonly unlocked: ReadonlyMap<KeyId, UnlockedKey>;
  readonly context: SigningContext;
  readonly now: Date;
}

async function resolve(edit: UnresolvedEdit, { plan, unlocked, context, now }: Resolving): Promise<Edit> {
  const { gun } = plan;
  if (edit.kind === 'certify-root-key') {
    const key = unlocked.get(edit.key.canonicalId);
    if (key === undefined) {
      throw new OperationError('private-key-not-here', { keyId: edit.key.canonicalId });
    }
    const certified = context.ports.vault.rootCertificate(key, { gun, now });
    return { kind: 'set-base-keys', role: 'root', keys: [certified] };
  }
  const key = await context.serverKeys.take(gun, edit);
  requireFit(key, edit, plan);
  return { kind: 'set-base-keys', role: edit.role, keys: [key] };
}

/**
 * A server that names the key of somebody else as its own would end the repository, or have our key sign what is the
 * server's to sign; one that names the same key again has rotated nothing, whatever is published afterwards.
 */
function requireFit(
  { canonicalId }: TufKey,
  { role, rotate }: ServerKeyEdit,
  { gun, base, unlocks, newKeys }: RepositoryPlan,
): void {
  const refuse = (reason: OperationProblems['server-key-unfit']['reason']): never => {
    throw new OperationError('server-key-unfit', { gun, role, keyId: canonicalId, reason });
  };
  const isNamed = (named: RoleState | undefined) =>
    named?.keys.some((key) => key.canonicalId === canonicalId) ?? false;
  if (rotate && isNamed(base?.[role])) {
    refuse('unchanged');
  }
  const isOurs = [...unlocks, ...newKeys].some(({ keyId }) => keyId === canonicalId);
  if (isOurs || [base?.root, base?.targets, ...(base?.delegations.values() ?? [])].some(isNamed)) {
    refuse('of-somebody-else');
  }
}

function isEdit(edit: PlannedEdit): edit is Edit {
  return edit.kind !== 'certify-root-key' && edit.kind !== 'use-server-key';
}
