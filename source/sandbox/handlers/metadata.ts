import { type Gun, type RoleName, SNAPSHOT, TIMESTAMP } from '../../tuf/index.ts';
import { refreshServerRoles } from '../generated/refresh.ts';
import { ApiError } from '../http/api-error.ts';
import type { ApiResponse } from '../http/message.ts';
import { metadataResponse } from '../http/responses.ts';
import type { FileName } from '../http/router.ts';
import {
  currentFile,
  fileBySha256,
  fileByVersion,
  type RepositoryRecord,
  type StoredFile,
} from '../storage/record.ts';
import type { HandlerContext } from './context.ts';

/** Serves a metadata file exactly as it was uploaded or generated. */
export function getMetadata(
  request: { readonly gun: Gun; readonly role: RoleName; readonly file: FileName },
  context: HandlerContext,
): ApiResponse {
  const { role, file } = request;
  const record = context.store.read(request.gun);
  const found = file.kind === 'current' ? newestFile(record, role, context) : namedFile(record, role, file);
  if (found === null) {
    throw new ApiError('METADATA_NOT_FOUND', {});
  }
  return metadataResponse(found.bytes, { savedAt: found.savedAt, immutable: file.kind !== 'current' });
}

/** The current file; where the server itself signs, a new one when that has expired (facts 6.2). */
function newestFile(record: RepositoryRecord, role: RoleName, context: HandlerContext): StoredFile | null {
  if (role !== TIMESTAMP && role !== SNAPSHOT) {
    return currentFile(record, role);
  }
  return currentFile(refreshServerRoles(record, context), role);
}

function namedFile(
  record: RepositoryRecord,
  role: RoleName,
  file: Exclude<FileName, { kind: 'current' }>,
): StoredFile | null {
  return file.kind === 'sha256'
    ? fileBySha256(record, role, file.sha256)
    : fileByVersion(record, role, file.version);
}
