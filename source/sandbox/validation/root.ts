import { checkRoot, parseRoot, ROOT, type RootDocument, type TrustedRoot } from '../../tuf/index.ts';
import { ApiError, invalidUpdate } from '../http/api-error.ts';
import { currentFile, type RepositoryRecord } from '../storage/record.ts';
import { orRefuse, parseUploaded, refusal, refuseAny } from './uploaded.ts';

/** What notary-server counts from where it has no root yet. */
const FIRST_VERSION = 1;

/**
 * The root in force after an upload: the stored one, or an uploaded one that follows it, signed by the keys before it
 * and by its own, in date, with certificates for the GUN. The rules are the clients', but for pins (facts 6.2), and but
 * for a stored root whose certificate has ended: notary-server judges it before any other file, and takes nothing more.
 */
export function validateRoot(uploaded: Uint8Array | null, record: RepositoryRecord, now: Date): RootDocument {
  const stored = currentFile(record, ROOT);
  const before =
    stored === null
      ? null
      : check(
          orRefuse(() => parseRoot(stored.bytes)),
          null,
        );
  if (before !== null && hasEndedCertificates(before)) {
    // Nobody can rotate out of it: what follows the stored root is judged by that, and it is not believed any more.
    throw new ApiError('INVALID_UPDATE');
  }
  refuseAny(...(before?.problems ?? []).filter(({ code }) => code === 'root-certificates-invalid'));
  if (uploaded === null) {
    if (before === null) {
      throw invalidUpdate('ErrValidation', 'no pre-existing root and no root provided in update.');
    }
    return before.document;
  }
  const document = parseUploaded(ROOT, uploaded, parseRoot);
  const current = before?.document.version ?? FIRST_VERSION;
  if (document.version !== current && document.version !== current + 1) {
    const versions = `Current ${current}, new ${document.version}`;
    throw invalidUpdate('ErrBadRoot', `Root modifications must increment the version. ${versions}`);
  }
  refuseAny(...check(document, before).problems);
  return document;

  function check(root: RootDocument, predecessor: TrustedRoot | null): TrustedRoot {
    const verdict = checkRoot(root, { gun: record.gun, now, source: 'server', predecessor, pinning: null });
    if (verdict.trusted === null) {
      throw refusal(verdict.refusal);
    }
    return verdict.trusted;
  }
}

/** notary-server reads the root that it has stored as a client reads a new one: its expiry aside, not its certificates. */
function hasEndedCertificates({ problems }: TrustedRoot): boolean {
  return problems.some(({ code }) => code === 'root-certificates-invalid');
}
