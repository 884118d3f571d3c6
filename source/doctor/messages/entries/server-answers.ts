import type { MessageEntry } from '../entry.ts';

/** What the server itself says, in its log, with curl, or with notary -D (facts 6). */
export const SERVER_ANSWERS: readonly MessageEntry[] = [
  {
    tool: 'either',
    message: 'A newer version of metadata is already available.',
    means:
      'Somebody else published first: the server has a version that is as new as, or newer than, the one that was sent. Nothing was published.',
    because: [
      'Two people or CI jobs published at the same time.',
      'docker starts a broken targets/releases again at version 1.',
    ],
    next: [
      'See whether releases is broken: `trustdeck doctor {repo}`.',
      'Otherwise do it again; it is worked out on top of what is there now: `trustdeck publish {repo}`.',
    ],
    codes: ['cache-stale', 'releases-signatures-below-threshold'],
  },
  {
    tool: 'either',
    message: 'You have requested metadata that does not exist.',
    also: ['You have requested a resource that does not exist.'],
    means: 'The server does not have the file that was asked for.',
    because: [
      'The repository was never signed, or the name is wrong.',
      'The file was replaced while it was read.',
    ],
    next: ['See what it has: `trustdeck doctor {repo}`.'],
    codes: ['repository-not-initialised', 'role-unusable'],
  },
  {
    tool: 'either',
    message: 'The server does not support actions on images of this name.',
    means: 'This server takes only repositories whose names begin as its administrator set it.',
    because: [
      'repositories.gun_prefixes in its configuration does not list the beginning of this name.',
      'The registry host in the name is missing or misspelt.',
    ],
    next: [
      'Check the name, with the registry host.',
      'Ask whoever runs the server to allow it. Then: `trustdeck init {repo}`.',
    ],
    codes: ['not-authorised', 'server-not-configured'],
  },
  {
    tool: 'either',
    message: 'Update sent by the client is invalid.',
    also: [
      'The body of your request is malformed.',
      'JSON sent by the client could not be parsed by the server',
      'No file/role name provided.',
      'The role you are attempting to operate on is invalid.',
      'The parameters provided are not valid.',
    ],
    means: 'The server cannot use what was sent, and took nothing.',
    because: [
      'What was signed is expired, or signed with keys that do not count.',
      'A proxy changed or cut the request.',
    ],
    next: [
      'See what is wrong with the repository: `trustdeck doctor {repo}`.',
      'If nothing is, ask for the log of the server.',
    ],
    codes: ['role-expired', 'server-failure'],
  },
  {
    tool: 'either',
    message: 'An error has occurred while updating the TUF repository.',
    also: ['unknown error'],
    means: 'The server failed while it stored the change; everything of it is published, or nothing.',
    because: ['Its database is full, out of reach or lacks a table.', 'Its signer does not answer.'],
    next: [
      'See whether it was published: `trustdeck doctor {repo}`.',
      'Tell whoever runs the server; its health page says more.',
    ],
    codes: ['server-failure'],
  },
];
