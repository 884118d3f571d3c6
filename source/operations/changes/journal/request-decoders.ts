import type { ChangeKind, ChangeRequest } from '../change-request.ts';
import {
  count,
  type Decoder,
  either,
  flag,
  keyId,
  list,
  malformed,
  nullable,
  objectOf,
  oneOf,
  record,
  roleName,
  target,
  text,
  tufKey,
} from './decoders.ts';

type Request<Kind extends ChangeKind> = Extract<ChangeRequest, { readonly kind: Kind }>;

/** How each kind of request is read: what it holds besides its kind is what its type says, no more and no less. */
const REQUESTS: { readonly [Kind in ChangeKind]: Decoder<Request<Kind>> } = {
  init: record({
    kind: oneOf('init'),
    rootKey: nullable(tufKey),
    rootCertificate: nullable(text),
  }),
  'signer-add': record({ kind: oneOf('signer-add'), signer: text, keys: list(tufKey) }),
  'signer-remove': record({ kind: oneOf('signer-remove'), signer: text, resignAs: nullable(text) }),
  'signer-rotate': record({
    kind: oneOf('signer-rotate'),
    signer: text,
    newKey: tufKey,
    oldKeys: nullable(list(keyId)),
    keepOld: flag,
  }),
  'delegation-add': record({
    kind: oneOf('delegation-add'),
    role: roleName,
    keys: list(tufKey),
    keyIds: list(keyId),
    paths: list(text),
    threshold: nullable(count),
    resign: flag,
  }),
  'delegation-remove': record({
    kind: oneOf('delegation-remove'),
    role: roleName,
    keys: list(keyId),
    paths: either(oneOf('all'), list(text)),
  }),
  'delegation-purge': record({ kind: oneOf('delegation-purge'), keys: list(keyId) }),
  witness: record({ kind: oneOf('witness'), roles: list(roleName), as: nullable(text) }),
  sign: record({ kind: oneOf('sign'), tags: list(target), signer: nullable(text) }),
  revoke: record({ kind: oneOf('revoke'), tags: either(oneOf('all'), list(text)), signer: nullable(text) }),
  'key-rotate': record({
    kind: oneOf('key-rotate'),
    role: oneOf('root', 'targets', 'snapshot', 'timestamp'),
    serverManaged: flag,
    newKey: nullable(tufKey),
  }),
  publish: record({ kind: oneOf('publish') }),
  delete: record({ kind: oneOf('delete'), remote: flag }),
};

const KINDS = new Map<unknown, Decoder<ChangeRequest>>(Object.entries(REQUESTS));

export function changeRequest(value: unknown): ChangeRequest {
  const decode = KINDS.get(objectOf(value)['kind']) ?? malformed;
  return decode(value);
}
