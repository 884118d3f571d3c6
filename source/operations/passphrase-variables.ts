/** docker's variable for every key but root's, and notary's for those that are no base role's (facts 8.3). */
const OTHERS = ['DOCKER_CONTENT_TRUST_REPOSITORY_PASSPHRASE', 'NOTARY_DELEGATION_PASSPHRASE'];

const BY_ROLE: ReadonlyMap<string, readonly string[]> = new Map([
  ['root', ['DOCKER_CONTENT_TRUST_ROOT_PASSPHRASE', 'NOTARY_ROOT_PASSPHRASE']],
  ['targets', ['DOCKER_CONTENT_TRUST_REPOSITORY_PASSPHRASE', 'NOTARY_TARGETS_PASSPHRASE']],
  ['snapshot', ['DOCKER_CONTENT_TRUST_REPOSITORY_PASSPHRASE', 'NOTARY_SNAPSHOT_PASSPHRASE']],
]);

/** Environment variables in which docker and notary look for the passphrase of a key, by the role in its file. */
export function passphraseVariables(role: string | null): readonly string[] {
  return BY_ROLE.get(role ?? '') ?? OTHERS;
}
