import type { KeyOwner } from '../../../operations/index.ts';
import type { WordMessages } from '../areas/words.ts';

/** `jeff's key 5570b88`, `the root key f6c6a4b`. */
export function keyOf(owner: KeyOwner | null, shortId: string): string {
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
      return `the unknown key ${shortId}`;
  }
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
  here: 'here',
  notHere: 'not here',
  onServer: 'on the server',
  signatures: (valid, threshold) => `${valid} of ${threshold}`,
  signaturesLong: (valid, threshold) => `${valid} of ${threshold} signatures`,
  list,
  version: (version) => `v${version}`,
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
