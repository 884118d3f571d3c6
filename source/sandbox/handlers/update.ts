import { asRoleName, type Gun, type RoleName, TIMESTAMP } from '../../tuf/index.ts';
import { completeUpload } from '../generated/complete.ts';
import { ApiError, invalidUpdate } from '../http/api-error.ts';
import type { ApiRequest, ApiResponse } from '../http/message.ts';
import { type Part, parseMultipart } from '../http/multipart.ts';
import { emptyResponse } from '../http/responses.ts';
import { publish } from '../storage/publish.ts';
import { validateUpload } from '../validation/upload.ts';
import type { Upload } from '../validation/uploaded.ts';
import type { HandlerContext } from './context.ts';

/** Takes an upload as a whole or not at all: what was sent, and the snapshot and timestamp that the server adds. */
export function postUpdate(gun: Gun | null, request: ApiRequest, context: HandlerContext): ApiResponse {
  if (gun === null) {
    throw new ApiError('INVALID_GUN');
  }
  const upload = readUpload(parseMultipart(request.contentType, request.body, context.limits));
  const record = context.store.read(gun);
  const now = context.clock.now();
  const valid = validateUpload(upload, record, now);
  const { files, usedKeys } = completeUpload(valid, record, now);
  const changeId = context.store.nextChangeId();
  context.store.replace(publish(record, { files, usedKeys, now, changeId }));
  return emptyResponse(200);
}

function readUpload(parts: readonly Part[]): Upload {
  const upload = new Map<RoleName, Uint8Array>();
  for (const { fileName, content } of parts) {
    const name = fileName.replace(/\.json$/, '');
    const role = asRoleName(name);
    if (name === '') {
      throw new ApiError('NO_FILENAME');
    }
    if (role === null) {
      throw new ApiError('INVALID_ROLE', name);
    }
    if (upload.has(role)) {
      throw invalidUpdate('ErrValidation', `${role} was sent twice`);
    }
    upload.set(role, content);
  }
  // Clients have always been free to send one; it is never theirs to make.
  upload.delete(TIMESTAMP);
  return upload;
}
