import { SandboxError } from '../errors.ts';
import { ApiError } from '../http/api-error.ts';
import type { ApiRequest, ApiResponse } from '../http/message.ts';
import { emptyResponse, errorResponse, healthResponse, jsonResponse } from '../http/responses.ts';
import { route } from '../http/router.ts';
import { changefeed } from './changefeed.ts';
import type { HandlerContext } from './context.ts';
import { getKey, rotateKey } from './keys.ts';
import { getMetadata } from './metadata.ts';
import { deleteRepository } from './remove.ts';
import { postUpdate } from './update.ts';

/**
 * Answers one request. Depends on nothing but its arguments; refusals become error envelopes, and so does a storage
 * that fails. Anything else that is thrown is a defect.
 */
export function handle(request: ApiRequest, context: HandlerContext): ApiResponse {
  try {
    return dispatch(request, context);
  } catch (error) {
    if (error instanceof ApiError) {
      return errorResponse(error);
    }
    if (error instanceof SandboxError) {
      return errorResponse(new ApiError('UPDATING', error.code, { cause: error }));
    }
    throw error;
  }
}

function dispatch(request: ApiRequest, context: HandlerContext): ApiResponse {
  const found = route(request.method, request.path);
  switch (found.kind) {
    case 'ping':
      return jsonResponse({});
    case 'health':
      return healthResponse();
    case 'update':
      return postUpdate(found.gun, request, context);
    case 'delete':
      return deleteRepository(found.gun, context);
    case 'metadata':
      return getMetadata(found, context);
    case 'get-key':
      return getKey(found, context);
    case 'rotate-key':
      return rotateKey(found, context);
    case 'changefeed':
      return changefeed(found.gun, request.query, context);
    case 'not-found':
      throw new ApiError('METADATA_NOT_FOUND');
    case 'method-not-allowed':
      return emptyResponse(405);
  }
}
