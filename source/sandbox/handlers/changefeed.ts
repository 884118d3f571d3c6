import type { Gun } from '../../tuf/index.ts';
import { ApiError } from '../http/api-error.ts';
import type { ApiResponse } from '../http/message.ts';
import { jsonResponse } from '../http/responses.ts';
import type { Change } from '../storage/record.ts';
import type { HandlerContext } from './context.ts';

const DEFAULT_RECORDS = 100;
const INTEGER = /^[+-]?\d{1,15}$/;

/** Lists changes of one repository or of all, oldest first, page by page (facts 6.3). */
export function changefeed(gun: Gun | null, query: URLSearchParams, context: HandlerContext): ApiResponse {
  const records = query.get('records') ?? '';
  if (!INTEGER.test(records)) {
    throw new ApiError('INVALID_PARAMETERS', `invalid records parameter: ${JSON.stringify(records)}`);
  }
  const changeId = query.get('change_id') || null;
  if (changeId !== null && !INTEGER.test(changeId)) {
    throw new ApiError('INVALID_PARAMETERS', {});
  }
  const all = context.store.changes().filter((change) => gun === null || change.gun === gun);
  const found = page(all, Number(records), changeId === null ? null : Number(changeId));
  return jsonResponse({
    count: found.length,
    records: found.length === 0 ? null : found.map(entry),
  });
}

/** `count` changes after `changeId`; a negative count pages backwards, a negative ID starts behind the newest. */
function page(all: readonly Change[], count: number, changeId: number | null): readonly Change[] {
  const size = Math.abs(count) || DEFAULT_RECORDS;
  if (count >= 0 && (changeId === null || changeId >= 0)) {
    return all.filter((change) => change.id > (changeId ?? 0)).slice(0, size);
  }
  const newest = changeId === null || changeId < 0;
  return all.filter((change) => newest || change.id < changeId).slice(-size);
}

function entry(change: Change) {
  return {
    ID: String(change.id),
    CreatedAt: change.createdAt.toISOString().replace(/\.?0*Z$/, 'Z'),
    GUN: change.gun,
    Version: change.version,
    SHA256: change.sha256 ?? '',
    Category: change.category,
  };
}
