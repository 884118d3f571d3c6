import type { MessageEntry } from '../entry.ts';

/** Publishing, and what servers refuse to take (facts 3.4, 6, 6.2, 10.1, 11.4). */
export const PUBLISHING: readonly MessageEntry[] = [
  {
    tool: 'either',
    message: 'trust server rejected operation.',
    means:
      'The server did not take the change, and did not say why in a way that docker and notary understand. Nothing was published.',
    because: [
      'Somebody else published in between: the server has newer versions. Trying again is safe.',
      'targets/releases does not count any more, and docker starts it again at version 1, which the server has long had. Every further docker trust sign fails like that.',
      'The server takes no repositories of this name (gun_prefixes).',
      'A proxy changed or cut the request.',
    ],
    next: [
      'See whether releases is broken: `trustdeck doctor {repo}`. If so: `trustdeck doctor {repo} --fix`.',
      'Otherwise do it again once; with trustdeck the answer says which it was: `trustdeck publish {repo}`.',
    ],
    codes: ['releases-signatures-below-threshold', 'delegation-signatures-below-threshold', 'not-authorised'],
  },
  {
    tool: 'docker',
    message: 'failed to sign <image>: <cause>',
    standing: 'wrapper',
    means: 'docker did not publish the signature of {image}; what stands behind the colon is the reason.',
    because: [
      'trust server rejected operation: usually a broken targets/releases.',
      'A key is missing or its passphrase is wrong.',
      'You are not allowed to publish.',
    ],
    next: ['See what is wrong with the repository: `trustdeck doctor {repo}`.'],
    codes: [],
  },
  {
    tool: 'either',
    message: 'Could not publish Repository since we could not update: <cause>',
    standing: 'wrapper',
    means:
      'Before it publishes, notary reads what is there; that failed, so nothing was published. What was staged stays.',
    because: [
      'The server does not answer or does not let you in.',
      'The trust data there does not hold, or a role expired.',
    ],
    next: ['See which: `trustdeck doctor {repo}`.', 'Afterwards: `trustdeck publish {repo}`.'],
    codes: [
      'server-unreachable',
      'authentication-required',
      'repository-not-trusted',
      'role-expired',
      'pending-changes',
    ],
  },
  {
    tool: 'either',
    message: 'Unable to clear changelist. You may want to manually delete the folder <path>',
    means:
      'The change is published, but what was staged could not be cleared away: the next publish would do it once more.',
    because: [
      'The folder belongs to another user, such as root after a sudo.',
      'The disk is full or read-only.',
    ],
    next: [
      'See what is still staged: `trustdeck status {repo}`.',
      'Correct the rights of the folder, then drop it: `trustdeck reset {repo} --all`.',
    ],
    codes: ['pending-changes'],
  },
  {
    tool: 'notary',
    message: 'Unpublished changes for <repo>:',
    also: ['staged for next publish.'],
    standing: 'aside',
    means:
      'The change is only staged on this machine: nobody else sees it until it is published, and docker trust sign, inspect and revoke throw it away.',
    because: ['notary stages changes unless it is told --publish.'],
    next: [
      'See them: `trustdeck status {repo}`.',
      'Publish them, or drop them: `trustdeck publish {repo}`, `trustdeck reset {repo} --all`.',
    ],
    codes: ['pending-changes'],
  },
  {
    tool: 'either',
    message: 'The targets metadata is invalid: <cause>',
    standing: 'wrapper',
    means: 'The server finds targets or a delegation invalid and took nothing.',
    because: [
      'valid signatures did not meet threshold: custom data whose members are not sorted, or that holds &, < or >; notary signs what it cannot verify.',
      'json: unsupported value: custom data with a number that is not whole.',
      'expired, or signed with keys that the parent role does not list any more: somebody changed it in between.',
    ],
    next: [
      'See what is staged, and drop it: `trustdeck reset {repo} --all`.',
      'Then look at the repository: `trustdeck doctor {repo}`.',
    ],
    codes: ['pending-changes', 'role-expired', 'delegation-signatures-below-threshold'],
  },
  {
    tool: 'either',
    message: 'The root metadata is invalid: <cause>',
    standing: 'wrapper',
    means: 'The server finds the new root invalid and took nothing.',
    because: [
      'Root modifications must increment the version: somebody else published a root first.',
      'no timestamp keys exist on the server: it lost the key that the root names.',
      'It is not signed with the old root key, or its certificate ended.',
    ],
    next: [
      'Read the repository again: `trustdeck doctor {repo}`.',
      'Lost server keys: `trustdeck key rotate {repo} --role timestamp`, with the root key.',
    ],
    codes: ['repository-not-trusted', 'certificate-expired', 'role-expired'],
  },
  {
    tool: 'either',
    message: 'The snapshot metadata is invalid: <cause>',
    standing: 'wrapper',
    means: 'The server finds the snapshot that was sent invalid and took nothing.',
    because: [
      'It was signed with a snapshot key that the root does not name any more.',
      'Somebody else published in between.',
    ],
    next: [
      'Read the repository again: `trustdeck doctor {repo}`.',
      'Let the server keep the snapshot key: `trustdeck key rotate {repo} --role snapshot --server-managed`.',
    ],
    codes: ['snapshot-key-local'],
  },
  {
    tool: 'either',
    message:
      'Metadata hierarchy is incomplete: no snapshot was included in update and server does not hold current snapshot key for repository',
    also: [
      'Metadata hierarchy is incomplete: <cause>',
      'server does not hold current snapshot key for repository',
    ],
    means:
      'The snapshot key is neither here nor at the server, so nobody on this machine can complete the change. Nothing was published.',
    because: [
      'The repository was made with notary init, which keeps the snapshot key on that one machine.',
      'The server lost its keys, such as one with a local trust service that was started again.',
    ],
    next: [
      'See where the key should be: `trustdeck doctor {repo}`.',
      'With the root key, let the server make a new one: `trustdeck key rotate {repo} --role snapshot --server-managed`.',
    ],
    codes: ['snapshot-key-local'],
  },
  {
    tool: 'either',
    message: 'An error occurred during validation: <cause>',
    also: ['no pre-existing root and no root provided in update.'],
    means: 'The server checked what was sent, found it wrong and took nothing.',
    because: [
      'The repository does not exist there, and no root was sent: it was deleted meanwhile.',
      'What was sent does not fit to what the server has.',
    ],
    next: [
      'Read the repository again: `trustdeck doctor {repo}`.',
      'If it is not there: `trustdeck init {repo}`.',
    ],
    codes: ['repository-not-initialised', 'cache-stale'],
  },
  {
    tool: 'either',
    message: 'Root modifications must increment the version. Current <current>, new <version>',
    means:
      'The new root does not follow the one on the server: version {current} is there, {version} was sent. Nothing was published.',
    because: [
      'Somebody else rotated a key or published a root in between.',
      'This machine works from an old cache.',
    ],
    next: [
      'Do it again on top of what is there now; trustdeck shows what changed meanwhile: `trustdeck doctor {repo}`.',
    ],
    codes: ['cache-stale'],
  },
  {
    tool: 'either',
    message: 'no timestamp keys exist on the server',
    also: ['no  timestamp keys exist on the server'],
    means:
      'The server has lost the timestamp key that the root names, so it can take nothing more for this repository.',
    because: [
      'It was moved or restored without the database of its signer.',
      'It has a local trust service, which forgets its keys when it stops.',
    ],
    next: ['Give it a new one, with the root key: `trustdeck key rotate {repo} --role timestamp`.'],
    codes: ['server-failure'],
  },
];
