import { compareUtf8, utf8 } from '../../../base/index.ts';
import { describeKey, makeTufKey, ROOT, TARGETS, type TufKey } from '../../../tuf/index.ts';
import { OperationError } from '../../errors.ts';
import type { PlannedEdit } from '../plan.ts';
import { attempt } from '../planning/attempt.ts';
import { standInFor } from '../planning/keys-here.ts';
import type { Planning } from '../planning/planning.ts';
import { inOnePublish, NOTHING_TO_DO, type RequestOf, type Solution } from '../planning/solution.ts';

/** Starts trust data; a repository whose root key is here has been started already. */
export function solveInit(planning: Planning, request: RequestOf<'init'>): Solution {
  const { before, keys, input } = planning;
  if (input.state === null) {
    return inOnePublish(attempt(planning, initialEdits(planning, request)));
  }
  const root = before.get(ROOT)?.keys ?? [];
  const isOurs =
    request.rootKey === null
      ? root.some((key) => keys.canSign(key))
      : root.some(({ canonicalId }) => canonicalId === request.rootKey?.canonicalId);
  if (!isOurs) {
    throw new OperationError('repository-exists', { gun: input.gun });
  }
  return NOTHING_TO_DO;
}

/** A new repository as docker lays it out: snapshot and timestamp keys are the server's. */
export function initialEdits(
  planning: Planning,
  { rootKey, rootCertificate }: Pick<RequestOf<'init'>, 'rootKey' | 'rootCertificate'>,
): readonly PlannedEdit[] {
  const root: PlannedEdit =
    rootCertificate === null
      ? { kind: 'certify-root-key', key: rootKey ?? rootKeyFor(planning) }
      : { kind: 'set-base-keys', role: ROOT, keys: [certified(planning, rootCertificate, rootKey)] };
  return [
    root,
    { kind: 'set-base-keys', role: TARGETS, keys: [spare(planning, 'targets')] },
    { kind: 'use-server-key', role: 'snapshot', rotate: false },
    { kind: 'use-server-key', role: 'timestamp', rotate: false },
  ];
}

/** A new key that was made for this plan; to have none where one is needed is a defect of the caller. */
export function spare({ input }: Planning, role: keyof Planning['input']['spareKeys']): TufKey {
  const key = input.spareKeys[role]?.key;
  if (key === undefined) {
    throw new RangeError(`no new ${role} key was made for the plan`);
  }
  return key;
}

/**
 * One made for this change and saved meanwhile, else the first root key by its ID, as docker chooses, where notary
 * leaves it to chance (facts 13); else a new one.
 */
function rootKeyFor(planning: Planning): TufKey {
  const { input, keys } = planning;
  const made = input.spareKeys.root?.key;
  const [first] = input.localKeys
    .filter(({ role }) => role === ROOT)
    .map(({ id }) => id)
    .toSorted(compareUtf8);
  const isSaved = made !== undefined && keys.local.has(made.canonicalId);
  return isSaved || first === undefined ? spare(planning, 'root') : standInFor(first);
}

const CERTIFICATE_TYPES = ['ecdsa-x509', 'rsa-x509'] as const;

function certified({ input, keys }: Planning, pem: string, rootKey: TufKey | null): TufKey {
  const { gun, now } = input;
  const refuse = (reason: 'unreadable' | 'another-key' | 'another-name' | 'out-of-date'): never => {
    throw new OperationError('root-certificate-unfit', { gun, reason });
  };
  const readable = CERTIFICATE_TYPES.map((type) => makeTufKey(type, utf8(pem))).filter(
    (key) => describeKey(key).accepted,
  );
  const key = readable.find((one) =>
    rootKey === null ? keys.canSign(one) : one.canonicalId === rootKey.canonicalId,
  );
  if (key === undefined) {
    return refuse(readable.length === 0 ? 'unreadable' : 'another-key');
  }
  const { certificate } = describeKey(key);
  if (certificate === null || !(certificate.notBefore <= now && now < certificate.notAfter)) {
    return refuse('out-of-date');
  }
  return isNameOf(certificate.commonName, gun) ? key : refuse('another-name');
}

/** The GUN itself, or a prefix of it that ends in asterisks (facts 1.1). */
function isNameOf(commonName: string, gun: string): boolean {
  return commonName === gun || (commonName.endsWith('*') && gun.startsWith(commonName.slice(0, -1)));
}
