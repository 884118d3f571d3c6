import type { Gun } from '../../tuf/index.ts';
import type { ApiResponse } from '../http/message.ts';
import { emptyResponse } from '../http/responses.ts';
import { deletion } from '../storage/publish.ts';
import type { HandlerContext } from './context.ts';

/** Deletes a repository's metadata. As in notary-server, one that is not there is deleted as well. */
export function deleteRepository(gun: Gun, context: HandlerContext): ApiResponse {
  const record = context.store.read(gun);
  if (record.files.length > 0) {
    const changeId = context.store.nextChangeId();
    context.store.replace(deletion(record, { now: context.clock.now(), changeId }));
  }
  return emptyResponse(200);
}
