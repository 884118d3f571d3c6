import { toBase64 } from '../../base/index.ts';
import type { Gun } from '../../tuf/index.ts';
import { keysInForce, pendingKey } from '../generated/server-keys.ts';
import type { ApiResponse } from '../http/message.ts';
import { jsonResponse } from '../http/responses.ts';
import type { ServerRole } from '../http/router.ts';
import type { ServerKey } from '../storage/record.ts';
import type { HandlerContext } from './context.ts';

interface KeyRequest {
  readonly gun: Gun;
  readonly role: ServerRole;
}

/** The public key that the current root names, or one for the next root. */
export function getKey(request: KeyRequest, context: HandlerContext): ApiResponse {
  const [inForce] = keysInForce(context.store.read(request.gun), request.role);
  return keyResponse(inForce ?? nextKey(request, context));
}

/** A public key for the next root, which is not in force yet. */
export function rotateKey(request: KeyRequest, context: HandlerContext): ApiResponse {
  return keyResponse(nextKey(request, context));
}

/** The pending key: one that has never signed is offered again, so that asking does not pile up keys (facts 6.2). */
function nextKey(request: KeyRequest, context: HandlerContext): ServerKey {
  const record = context.store.read(request.gun);
  const pending = pendingKey(record, request.role);
  if (pending !== null) {
    return pending;
  }
  const key = context.createKey(request.role);
  context.store.replace({ ...record, keys: [...record.keys, key] });
  return key;
}

/** Go's member order: public before private, unlike the canonical form that the key ID is made from. */
function keyResponse({ handle }: ServerKey): ApiResponse {
  return jsonResponse({
    keytype: handle.keyType,
    keyval: { public: toBase64(handle.publicBytes), private: null },
  });
}
