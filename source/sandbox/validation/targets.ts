import {
  baseSigners,
  delegationSigners,
  expiryOf,
  isDelegation,
  parentRole,
  parseTargets,
  type RoleName,
  type RoleSigners,
  type RootDocument,
  TARGETS,
  type TargetsDocument,
  verifySignatures,
} from '../../tuf/index.ts';
import { invalidUpdate } from '../http/api-error.ts';
import { currentFile, type RepositoryRecord } from '../storage/record.ts';
import { orRefuse, parseUploaded, refuseAny, type Upload } from './uploaded.ts';

export interface TargetsContext {
  readonly upload: Upload;
  readonly record: RepositoryRecord;
  readonly root: RootDocument;
  readonly now: Date;
}

export interface UploadedTargets {
  readonly role: RoleName;
  readonly document: TargetsDocument;
}

/**
 * Checks the uploaded targets and delegations, parents before children: each has to be delegated to, by an uploaded
 * or a stored parent, signed by the keys that the parent names, and in date. Stored parents may have expired.
 */
export function validateTargets(context: TargetsContext): readonly UploadedTargets[] {
  const { upload, now } = context;
  const roles = [...upload.keys()].filter((role) => role === TARGETS || isDelegation(role)).sort(byDepth);
  const loaded = new Map<RoleName, TargetsDocument>();
  return roles.map((role) => {
    const bytes = upload.get(role) ?? new Uint8Array(0);
    const document = parseUploaded(role, bytes, (content) => parseTargets(role, content));
    const signers = signersOf(role, { ...context, loaded });
    refuseAny(verifySignatures(document, { ...signers, role }).problem, expiryOf(document, role, now));
    loaded.set(role, document);
    return { role, document };
  });
}

interface LoadingContext extends TargetsContext {
  /** What has been checked in this upload. */
  readonly loaded: Map<RoleName, TargetsDocument>;
}

function signersOf(role: RoleName, context: LoadingContext): RoleSigners {
  const parent = parentRole(role);
  if (parent === null) {
    return baseSigners(context.root.body, 'targets');
  }
  const body = parentDocument(parent, context)?.body;
  const delegation = body?.delegations.roles.find(({ name }) => name === role);
  if (body === undefined || delegation === undefined) {
    throw invalidUpdate('ErrBadTargets', `tuf: invalid role ${role}. delegation does not exist`);
  }
  return delegationSigners(body, delegation);
}

/** The parent in force: from this upload, or stored and still signed as its own parent asks. */
function parentDocument(role: RoleName, context: LoadingContext): TargetsDocument | null {
  const known = context.loaded.get(role);
  const stored = known === undefined ? currentFile(context.record, role) : null;
  if (known !== undefined || stored === null) {
    return known ?? null;
  }
  const document = orRefuse(() => parseTargets(role, stored.bytes));
  refuseAny(verifySignatures(document, { ...signersOf(role, context), role }).problem);
  context.loaded.set(role, document);
  return document;
}

function byDepth(left: RoleName, right: RoleName): number {
  return left.split('/').length - right.split('/').length || (left < right ? -1 : 1);
}
