import type { MessageEntry } from '../entry.ts';

/** Files of metadata that are damaged or made wrongly, and names that no role can have (facts 1.2, 3, 4, 10.2). */
export const DOCUMENTS: readonly MessageEntry[] = [
  {
    tool: 'either',
    message: '<role> type metadata invalid: <cause>',
    also: ['metadata invalid: expected type <name>, not <type>'],
    means:
      'The file of {role} is not built as a file of such a role has to be, so it is refused, whoever signed it.',
    because: [
      'Another program wrote it.',
      'The server gave another file than the one that was asked for.',
      'It was changed.',
    ],
    next: [
      'See every field that is wrong: `trustdeck doctor {repo}`.',
      'Have its signers publish it again with trustdeck, docker or notary.',
    ],
    codes: ['repository-not-trusted', 'role-unusable'],
  },
  {
    tool: 'either',
    message: 'missing <role> role specification',
    means: 'The root does not say who may sign {role}, so it is no root.',
    because: ['Another program wrote the root.'],
    next: [
      'See the root: `trustdeck doctor {repo}`.',
      'Its administrator has to publish a sound one with the root key.',
    ],
    codes: ['repository-not-trusted'],
  },
  {
    tool: 'either',
    message: 'key ID <key> specified in <role> without corresponding key',
    means: 'A role lists a key that the file does not hold, so nothing can be checked with it.',
    because: ['Another program wrote the file.'],
    next: [
      'See which role: `trustdeck doctor {repo}`.',
      'Take the key out: `trustdeck delegation purge {repo} --key {key}`.',
    ],
    codes: ['repository-not-trusted', 'role-unusable'],
  },
  {
    tool: 'either',
    message: '<type> checksum for <name> did not match: expected <key>',
    means: 'The file of {name} is not the one whose digest was signed, so it is refused.',
    because: [
      'It was uploaded by a program that does not write the exact form that Notary computes digests over: the server takes it, and then nobody can read it.',
      'A proxy changes or cuts what it passes on, or compresses it.',
      'Somebody published while it was read: then trying again helps.',
      'Somebody changed the file on the server.',
    ],
    next: [
      'Try again, and see which file it is: `trustdeck doctor {repo}`.',
      'If it stays: have {name} published again with trustdeck, docker or notary.',
    ],
    codes: ['repository-not-trusted', 'role-unusable', 'server-failure'],
  },
  {
    tool: 'either',
    message: 'no checksums for supported algorithms were provided for <name>',
    means: 'What should vouch for {name} names no SHA-256 or SHA-512 digest, so it cannot be checked.',
    because: [
      'Another program wrote the snapshot or timestamp.',
      'A tag was added with digests of another kind.',
    ],
    next: [
      'See which role: `trustdeck doctor {repo}`.',
      'Have it published again with trustdeck, docker or notary.',
    ],
    codes: ['repository-not-trusted', 'role-unusable'],
  },
  {
    tool: 'notary',
    message:
      'data not present in the trusted collection, <type> checksum for <name> did not match: expected <key>',
    means: 'The data that was given to notary verify is not what was signed as {name}. Do not use it.',
    because: ['It is another version, or was changed or cut off on the way.'],
    next: ['Get it again.', 'See what is signed: `trustdeck list {repo}`.'],
    codes: [],
  },
  {
    tool: 'either',
    message: 'tuf: invalid role <name>. <cause>',
    also: ['tuf: invalid role <name>', 'invalid delegation role name', 'invalid delegation name <name>'],
    means: '{name} cannot be used as a role here.',
    because: [
      'It is misspelt, or has upper-case letters, dots or spaces: a delegation is named targets/NAME, in lower-case letters, digits, - and _.',
      'The delegation does not exist yet, or not in the cache of this machine.',
      'It is one of root, snapshot and timestamp, which hold no tags.',
    ],
    next: [
      'See which roles there are: `trustdeck delegation list {repo}`.',
      'Make it, if it is missing: `trustdeck delegation add {repo} targets/NAME NAME.pub --all-paths`.',
    ],
    codes: [],
  },
  {
    tool: 'either',
    message: 'tuf: invalid role <name>. delegation does not exist',
    means: 'The repository has no delegation {name}, so nothing can be put into it.',
    because: ['It is misspelt.', 'It was removed, or never made: docker makes it with signer add.'],
    next: [
      'See which roles there are: `trustdeck delegation list {repo}`.',
      'Make it: `trustdeck delegation add {repo} {name} NAME.pub --all-paths`.',
    ],
    codes: ['releases-missing'],
  },
  {
    tool: 'notary',
    message: 'tuf: invalid role <name>. cannot add targets to this role',
    means: 'Only targets and delegations hold tags, and {name} is neither.',
    because: ['The role after -r is misspelt.'],
    next: ['See which roles there are: `trustdeck delegation list {repo}`.'],
    codes: [],
  },
  {
    tool: 'notary',
    message: 'tuf: invalid role <name>. invalid paths to add to role',
    means: 'The delegation may not sign these names, because the role above it may not either.',
    because: ['A path has to begin with one of the paths of the role above.'],
    next: ['See the paths of each role: `trustdeck delegation list {repo}`.'],
    codes: [],
  },
  {
    tool: 'either',
    message: 'type metadata invalid: delegation role <name> invalid',
    means: 'A role delegates to {name}, which is not directly below it, so the whole file is refused.',
    because: [
      'Another program wrote the delegation: targets may list targets/a, and only targets/a may list targets/a/b.',
    ],
    next: [
      'See which file: `trustdeck doctor {repo}`.',
      'Its signers have to publish it again without {name}.',
    ],
    codes: ['repository-not-trusted', 'role-unusable'],
  },
  {
    tool: 'either',
    message: 'role does not exist: <name>',
    also: ['<name> role has not been loaded'],
    means: 'docker or notary needed {name} before it had read it, or could not read it.',
    because: ['{name} does not count at the moment, so it was skipped.', 'The repository has no such role.'],
    next: ['See the state of each role: `trustdeck doctor {repo}`.'],
    codes: ['role-unusable', 'releases-missing', 'releases-signatures-below-threshold'],
  },
  {
    tool: 'notary',
    message: 'scope not supported: <name>',
    also: ['type of root change not yet supported: <name>'],
    means:
      'notary cannot make this change to {name}: only targets and delegations can be witnessed or hold tags.',
    because: [
      'notary witness was given root, snapshot or timestamp.',
      'The staged change comes from another program.',
    ],
    next: [
      'Drop the staged change, or every publish stops at it: `trustdeck reset {repo} --all`.',
      'The root is signed again by `trustdeck doctor {repo} --fix`, or with a new key by `trustdeck key rotate {repo} --role root`.',
    ],
    codes: ['pending-changes', 'role-expiring'],
  },
  {
    tool: 'either',
    message: "couldn't add target to <name>: <cause>",
    standing: 'wrapper',
    also: ['Could not add all targets'],
    means: 'Not all tags could be put into the role, so nothing was published.',
    because: [
      'The role may not sign names like this: the tag does not begin with one of its paths.',
      'The role does not exist.',
    ],
    next: [
      'See the paths of each role: `trustdeck delegation list {repo}`.',
      'Drop what is staged: `trustdeck reset {repo} --all`.',
    ],
    codes: ['pending-changes'],
  },
  {
    tool: 'either',
    message: 'json: unsupported value: <cause>',
    means: 'Signed data holds a number that is not whole, and numbers like that cannot be signed in Notary.',
    because: ['It stands in the custom data of a target, from notary add --custom.'],
    next: [
      'Drop what is staged: `trustdeck reset {repo} --all`.',
      'Write the number as text, in quotes, and stage it again.',
    ],
    codes: ['pending-changes'],
  },
  {
    tool: 'notary',
    message: 'json: error calling MarshalJSON for type *json.RawMessage: <cause>',
    also: ['in string literal'],
    means: 'A staged name holds a control character, such as a line break, and can never be published.',
    because: ['A script passed a name with a line break at its end.'],
    next: ['Find and drop it: `trustdeck status {repo}`, then `trustdeck reset {repo} --number N`.'],
    codes: ['pending-changes'],
  },
];
