import type { KeyOwner } from '../../../operations/index.ts';
import type { WordMessages } from '../areas/words.ts';
import { plural } from './plural.ts';

function keyOf(owner: KeyOwner | null, shortId: string): string {
  switch (owner?.kind) {
    case 'signer':
    case 'local':
      return `${owner.name}'s key ${shortId}`;
    case 'root':
      return `the root key ${shortId}`;
    case 'repository':
      return `the repository key ${shortId}`;
    case 'server':
      return `the server's key ${shortId}`;
    default:
      return `a key of nobody known, ${shortId}`;
  }
}

function signedBy(owner: KeyOwner | null, shortId: string): string {
  return owner?.kind === 'signer' || owner?.kind === 'local'
    ? `${owner.name} ${shortId}`
    : keyOf(owner, shortId);
}

function list(items: readonly string[], more: number): string {
  const last = more > 0 ? `${more} more` : items.at(-1);
  const first = more > 0 ? items : items.slice(0, -1);
  return first.length === 0 ? (last ?? '') : `${first.join(', ')} and ${last}`;
}

export const words: WordMessages = {
  app: 'trustdeck',
  owner: { root: 'root', repository: 'repository', server: 'server' },
  unknownOwner: 'unknown',
  keyOf,
  signedBy,
  here: 'here',
  notHere: 'not here',
  onServer: 'on the server',
  keys: (count) => plural(count, 'key'),
  tags: (count) => plural(count, 'tag'),
  signatures: (valid, threshold) => `${valid} of ${threshold}`,
  signaturesLong: (valid, threshold) => `${valid} of ${plural(threshold, 'signature')}`,
  list,
  version: (version) => `v${version}`,
  verified: 'verified',
  notVerified: 'not verified',
  none: 'none',
  server: 'server',
  cache: 'cache',
  serverReason: {
    'command-line': 'given with --server',
    environment: 'set by DOCKER_CONTENT_TRUST_SERVER',
    'notary-config': "set in notary's config.json",
    'docker-hub-default': "Docker Hub's own, as no other is configured",
    'registry-host': "the registry's own host, as no server is configured",
    sandbox: 'the sandbox on this machine',
  },
};
