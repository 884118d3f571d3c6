import {
  draftChanges,
  draftNewRepository,
  type Edit,
  type KeyId,
  type RepositoryDraft,
  type SignedFile,
  signDraft,
} from '../../tuf/index.ts';
import { OperationError } from '../errors.ts';
import type { ChangePorts } from './change-ports.ts';
import type { UnlockedKey } from './key-ports.ts';
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

/** Signs what a plan shows, with the keys that it names and no others, be they unlocked or not. */
export async function signPlan(plan: RepositoryPlan, context: SigningContext): Promise<SignedPlan> {
  const { keyring } = context.ports;
  const keyIds = [...plan.unlocks, ...plan.newKeys].map(({ keyId }) => keyId);
  const unlocked = await unlockAgain(plan, keyIds, context);
  const draft = await finalDraft(plan, unlocked, context);
  const files = signDraft(draft, (key) => (unlocked.has(key.canonicalId) ? keyring.signerFor(key) : null));
  return { draft, files };
}

/** Asks nobody, unless everything was locked since the run began. */
async function unlockAgain(
  { gun, unlocks }: RepositoryPlan,
  keyIds: readonly KeyId[],
  { ports, asking }: SigningContext,
): Promise<ReadonlyMap<KeyId, UnlockedKey>> {
  const { keys } = await ports.vault.list();
  const unlocked = new Map<KeyId, UnlockedKey>();
  for (const keyId of keyIds) {
    const local = keys.find(({ id }) => id === keyId);
    if (local === undefined) {
      throw new OperationError('private-key-not-here', { keyId });
    }
    const roles = unlocks.find((unlock) => unlock.keyId === keyId)?.roles ?? [];
    unlocked.set(
      keyId,
      await ports.keyring.unlock(local, { kind: 'sign', repositories: [gun], roles }, asking),
    );
  }
  return unlocked;
}

/** The draft as it was shown; drafted again only where certificates and server's keys are known no sooner than now. */
async function finalDraft(
  { gun, base, draft, edits }: RepositoryPlan,
  unlocked: ReadonlyMap<KeyId, UnlockedKey>,
  context: SigningContext,
): Promise<RepositoryDraft> {
  if (draft !== null && edits.every(isEdit)) {
    return draft;
  }
  const now = context.ports.clock.now();
  const resolved = await Promise.all(
    edits.map((edit) => (isEdit(edit) ? edit : resolve(edit, { plan: { gun }, unlocked, context, now }))),
  );
  const knownVersions = new Map(
    draft?.documents.flatMap(({ role, from }) => (from === null ? [] : [[role, from] as const])),
  );
  return base === null
    ? draftNewRepository(gun, resolved, { now })
    : draftChanges(base, resolved, { now, knownVersions });
}

type UnresolvedEdit = Exclude<PlannedEdit, Edit>;

interface Resolving {
  readonly plan: Pick<RepositoryPlan, 'gun'>;
  readonly unlocked: ReadonlyMap<KeyId, UnlockedKey>;
  readonly context: SigningContext;
  readonly now: Date;
}

async function resolve(
  edit: UnresolvedEdit,
  { plan: { gun }, unlocked, context, now }: Resolving,
): Promise<Edit> {
  if (edit.kind === 'certify-root-key') {
    const key = unlocked.get(edit.key.canonicalId);
    if (key === undefined) {
      throw new OperationError('private-key-not-here', { keyId: edit.key.canonicalId });
    }
    const certified = context.ports.vault.rootCertificate(key, { gun, now });
    return { kind: 'set-base-keys', role: 'root', keys: [certified] };
  }
  return { kind: 'set-base-keys', role: edit.role, keys: [await context.serverKeys.take(gun, edit)] };
}

function isEdit(edit: PlannedEdit): edit is Edit {
  return edit.kind !== 'certify-root-key' && edit.kind !== 'use-server-key';
}
